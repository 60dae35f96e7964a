type Cell = string | number | boolean | null | undefined;

export interface ExportColumn<Row> {
  readonly name: string;
  readonly value: (row: Row) => Cell;
}

/** RFC 4180. What a spreadsheet would take for a formula gets an apostrophe: these texts come from strangers. */
export function toCsv<Row>(rows: readonly Row[], columns: readonly ExportColumn<Row>[]): string {
  const lines = [columns.map(({ name }) => name), ...rows.map((row) => columns.map(({ value }) => text(value(row))))];
  return lines.map((cells) => cells.map(quoted).join(',')).join('\r\n') + '\r\n';
}

function text(cell: Cell): string {
  const plain = cell === null || cell === undefined ? '' : String(cell);
  return typeof cell === 'string' && /^[=+\-@\t\r]/.test(plain) ? `'${plain}` : plain;
}

function quoted(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
