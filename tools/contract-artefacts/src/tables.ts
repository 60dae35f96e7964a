import type { PublishedSchema } from './event-schema';
import { fieldRows } from './field-rows';

/** A table in Markdown. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** The fields of a type, and of the types inside it. */
export function fieldTable(schema: PublishedSchema): string {
  return table(
    ['Field', 'Type', 'Required', 'Description'],
    fieldRows(schema).map(({ name, type, required, description }) => [
      `\`${name}\``,
      type,
      required ? 'yes' : 'no',
      description,
    ]),
  );
}
