/** Left-aligned columns, two spaces apart, with a rule under the first row. */
export function renderTable(rows: readonly (readonly string[])[]): string {
  const [head] = rows;
  if (head === undefined) return '';
  const widths = head.map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  const rule = widths.map((width) => '─'.repeat(width));
  return [head, rule, ...rows.slice(1)]
    .map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '))
    .map((line) => line.trimEnd())
    .join('\n');
}
