import { evaluate } from './evaluate';
import { shown, type Objection } from './findings';
import { at, spot, textOf } from './keywords';
import { sizeOf } from './ranges';
import type { SchemaNode } from './schema-node';
import { sizeObjections } from './sizes';

/** What a writer's texts have against a reader's lengths and pattern. */
export function stringObjections(writer: readonly SchemaNode[], reader: SchemaNode): Objection[] {
  const { least, most } = sizeOf(writer, 'Length');
  // "Not empty" is said in several ways: `not: {const: ''}` is what our decorators make of it.
  const notEmpty = writer.some((node) => evaluate('', node) === false);
  const size = { least: Math.max(least, notEmpty ? 1 : 0), most };
  return [...sizeObjections(writer, reader, 'Length', size), ...patternObjections(writer, reader)];
}

function patternObjections(writer: readonly SchemaNode[], reader: SchemaNode): Objection[] {
  const wanted = textOf(reader, 'pattern');
  const known = writer.map((node) => textOf(node, 'pattern')).filter((pattern) => pattern !== undefined);
  if (wanted === undefined || known.includes(wanted)) return [];
  return [
    {
      key: known.length === 0 ? 'pattern' : 'undecided',
      readerAt: at(reader, 'pattern'),
      writerAt: spot(writer, 'pattern'),
      reason: (has) =>
        known.length === 0
          ? `${has.writer} has no pattern here; ${has.reader} wants ${shown(wanted)}`
          : `whether every text that matches ${shown(known[0])} (${has.writer}) matches ${shown(wanted)} (${has.reader}) cannot be decided`,
    },
  ];
}
