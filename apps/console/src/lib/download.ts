import { bytesOf } from './base64';
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
  save(`${name}.${format}`, new Blob([content], { type: TYPES[format] }));
}

export function saveBytes(name: string, base64: string): void {
  save(name, new Blob([bytesOf(base64)], { type: 'application/octet-stream' }));
}

function save(name: string, content: Blob): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
