import type { Objection } from './findings';
import { at, numberOf, spot } from './keywords';
import type { Size } from './ranges';
import type { RuleKey } from './rules';
import type { SchemaNode } from './schema-node';

const WORDS = { Length: 'characters', Items: 'items', Properties: 'members' } as const;

/** A reader's `min…` and `max…` against the sizes a writer's values can have. */
export function sizeObjections(
  writer: readonly SchemaNode[],
  reader: SchemaNode,
  what: 'Length' | 'Items' | 'Properties',
  { least, most }: Size,
): Objection[] {
  const [fewest, largest] = [numberOf(reader, `min${what}`), numberOf(reader, `max${what}`)];
  const words = WORDS[what];
  return [
    ...(fewest === undefined || least >= fewest
      ? []
      : [objection(`min${what}`, (has) => `${has.writer} allows ${least} ${words}; ${has.reader} wants ${fewest}`)]),
    ...(largest === undefined || most <= largest
      ? []
      : [
          objection(
            `max${what}`,
            (has) => `${has.writer} allows ${count(most)} ${words}; ${has.reader} takes ${largest}`,
          ),
        ]),
  ];

  function objection(key: RuleKey, reason: Objection['reason']): Objection {
    return { key, readerAt: at(reader, key), writerAt: spot(writer, key), reason };
  }
}

function count(most: number): string {
  return most === Infinity ? 'any number of' : String(most);
}
