import { toCsv, type ExportColumn } from './export';

const TYPES = { csv: 'text/csv;charset=utf-8', json: 'application/json' } as const;
export type Format = keyof typeof TYPES;

/** Hands rows to the browser as a file. */
export function download<Row>(
  name: string,
  format: Format,
  rows: readonly Row[],
  columns: readonly ExportColumn<Row>[],
): void {
  const content = format === 'csv' ? toCsv(rows, columns) : `${JSON.stringify(rows, null, 2)}\n`;
  const url = URL.createObjectURL(new Blob([content], { type: TYPES[format] }));
  const link = document.createElement('a');
  link.href = url;
  link.download = `${name}.${format}`;
  link.click();
  URL.revokeObjectURL(url);
}
