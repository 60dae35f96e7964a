import { useState, type ReactNode } from 'react';
import { download, type Format } from '../lib/download';
import type { ExportColumn } from '../lib/export';
import { counted } from '../lib/format';
import { say } from './toasts';

export interface ExportProps<Row> {
  readonly name: string;
  readonly columns: readonly ExportColumn<Row>[];
  /** One page after another, by cursor. */
  readonly page: (
    cursor: string | undefined,
  ) => Promise<{ readonly items: readonly Row[]; readonly next: string | null }>;
}

/** More is for `omni` and for SQL. */
const MAX_ROWS = 10_000;

/** All that the filters match, not only what is loaded. */
export function ExportButtons<Row>({ name, columns, page }: ExportProps<Row>): ReactNode {
  const [busy, setBusy] = useState(false);
  const save = async (format: Format): Promise<void> => {
    setBusy(true);
    try {
      const { rows, complete } = await everything(page);
      download(name, format, rows, columns);
      say(`${counted(rows.length, 'row')} exported`, complete ? undefined : 'There are more: narrow the filters.');
    } catch (error) {
      say('Not exported', error instanceof Error ? error.message : String(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      {(['csv', 'json'] as const).map((format) => (
        <button key={format} type="button" disabled={busy} onClick={() => void save(format)}>
          {format.toUpperCase()}
        </button>
      ))}
    </>
  );
}

async function everything<Row>(page: ExportProps<Row>['page']) {
  const rows: Row[] = [];
  let cursor: string | undefined;
  do {
    const { items, next } = await page(cursor);
    rows.push(...items);
    cursor = next ?? undefined;
  } while (cursor !== undefined && rows.length < MAX_ROWS);
  return { rows, complete: cursor === undefined };
}
