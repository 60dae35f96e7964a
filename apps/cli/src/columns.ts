/** Rows with their cells under each other, two spaces apart. The last cell of a row may be as long as it likes. */
export function columns(rows: readonly (readonly string[])[], indent = ''): string {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [column, cell] of row.slice(0, -1).entries()) {
      widths[column] = Math.max(widths[column] ?? 0, visibleLength(cell));
    }
  }
  return rows.map((row) => `${indent}${line(row, widths)}`.trimEnd()).join('\n');
}

function line(row: readonly string[], widths: readonly number[]): string {
  return row
    .map((cell, column) => (column === row.length - 1 ? cell : cell + padding(cell, widths[column] ?? 0)))
    .join('  ');
}

function padding(cell: string, width: number): string {
  return ' '.repeat(Math.max(0, width - visibleLength(cell)));
}

// oxlint-disable-next-line no-control-regex -- colours are control characters
const COLOURS = /\u001b\[\d+m/g;

function visibleLength(cell: string): number {
  return cell.replace(COLOURS, '').length;
}
