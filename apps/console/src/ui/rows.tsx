import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useLayoutEffect, useRef, useState, type ReactNode } from 'react';
import { Link } from 'wouter';

export interface Column<Row> {
  readonly name: string;
  readonly cell: (row: Row) => ReactNode;
  readonly className?: string;
}

export interface Selection {
  readonly chosen: ReadonlySet<string>;
  readonly toggle: (id: string) => void;
  readonly toggleAll: (ids: readonly string[]) => void;
}

export interface RowsProps<Row> {
  readonly caption: string;
  readonly rows: readonly Row[];
  readonly columns: readonly Column<Row>[];
  readonly idOf: (row: Row) => string;
  readonly hrefOf: (row: Row) => string;
  readonly selection?: Selection;
  readonly empty: ReactNode;
}

const ROW_HEIGHT = 64;

/** A table of which only what can be seen is in the page. Its first column is the link that opens a row. */
export function Rows<Row>(props: RowsProps<Row>): ReactNode {
  const { caption, rows, columns, idOf, selection, empty } = props;
  const body = useRef<HTMLTableSectionElement>(null);
  const [top, setTop] = useState(0);
  useLayoutEffect(() => setTop(body.current?.offsetTop ?? 0), []);
  const virtual = useWindowVirtualizer({
    count: rows.length,
    estimateSize: () => ROW_HEIGHT,
    overscan: 12,
    scrollMargin: top,
    getItemKey: (index) => idOf(rows[index]!),
  });
  const items = virtual.getVirtualItems();
  const before = (items[0]?.start ?? top) - top;
  const after = virtual.getTotalSize() - ((items.at(-1)?.end ?? top) - top);
  if (rows.length === 0) return <div className="empty">{empty}</div>;
  const all = rows.map(idOf);
  return (
    <table className="rows" aria-rowcount={rows.length + 1}>
      <caption className="unseen">{caption}</caption>
      <thead>
        <tr>
          {selection !== undefined && (
            <th scope="col" className="choose">
              <input
                type="checkbox"
                aria-label="Choose all that are loaded"
                checked={all.every((id) => selection.chosen.has(id))}
                onChange={() => selection.toggleAll(all)}
              />
            </th>
          )}
          {columns.map(({ name, className }) => (
            <th key={name} scope="col" className={className}>
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody ref={body}>
        <Spacer height={before} />
        {items.map(({ index, key }) => (
          <RowView key={key} {...props} row={rows[index]!} index={index} measure={virtual.measureElement} />
        ))}
        <Spacer height={after} />
      </tbody>
    </table>
  );
}

function Spacer({ height }: { readonly height: number }): ReactNode {
  return height > 0 ? <tr className="spacer" aria-hidden="true" style={{ height }} /> : null;
}

interface RowViewProps<Row> extends RowsProps<Row> {
  readonly row: Row;
  readonly index: number;
  readonly measure: (element: Element | null) => void;
}

function RowView<Row>({ row, index, columns, idOf, hrefOf, selection, measure }: RowViewProps<Row>): ReactNode {
  const id = idOf(row);
  const [first, ...others] = columns;
  return (
    <tr ref={measure} data-index={index} aria-rowindex={index + 2}>
      {selection !== undefined && (
        <td className="choose">
          <input
            type="checkbox"
            aria-label={`Choose ${id}`}
            checked={selection.chosen.has(id)}
            onChange={() => selection.toggle(id)}
          />
        </td>
      )}
      <th scope="row" className={first?.className}>
        <Link href={hrefOf(row)} data-row={id}>
          {first?.cell(row)}
        </Link>
      </th>
      {others.map(({ name, cell, className }) => (
        <td key={name} data-label={name} className={className}>
          {cell(row)}
        </td>
      ))}
    </tr>
  );
}
