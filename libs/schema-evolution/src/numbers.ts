import type { Objection } from './findings';
import { at, numberOf, spot } from './keywords';
import { rangeOf, type Range } from './ranges';
import type { SchemaNode } from './schema-node';

/** What a writer's numbers have against a reader's bounds and steps. */
export function numberObjections(writer: readonly SchemaNode[], reader: SchemaNode): Objection[] {
  const range = rangeOf(writer);
  return [
    ...bound('minimum', 'minimum', (least) => range.low >= least),
    ...bound('exclusiveMinimum', 'minimum', (least) => range.low > least || (range.low === least && range.lowOpen)),
    ...bound('maximum', 'maximum', (most) => range.high <= most),
    ...bound('exclusiveMaximum', 'maximum', (most) => range.high < most || (range.high === most && range.highOpen)),
    ...stepObjections(range, writer, reader),
  ];

  function bound(name: string, key: 'minimum' | 'maximum', holds: (limit: number) => boolean): Objection[] {
    const limit = numberOf(reader, name);
    if (limit === undefined || holds(limit)) return [];
    const [side, end] = key === 'minimum' ? ['below', lowest(range)] : ['above', highest(range)];
    return [
      {
        key,
        readerAt: at(reader, name),
        writerAt: spot(writer, name),
        reason: (has) => `${has.writer} allows ${end}; ${has.reader} takes nothing ${side} ${limit}`,
      },
    ];
  }
}

function lowest({ low, lowOpen }: Range): string {
  if (low === -Infinity) return 'numbers of any size';
  return lowOpen ? `numbers just above ${low}` : `numbers down to ${low}`;
}

function highest({ high, highOpen }: Range): string {
  if (high === Infinity) return 'numbers of any size';
  return highOpen ? `numbers just below ${high}` : `numbers up to ${high}`;
}

function stepObjections({ steps, whole }: Range, writer: readonly SchemaNode[], reader: SchemaNode): Objection[] {
  const wanted = numberOf(reader, 'multipleOf');
  if (wanted === undefined) return [];
  const known = whole ? [...steps, 1] : steps;
  if (known.some((step) => step === wanted || isMultiple(step, wanted))) return [];
  // Of fractions it is not asked whether one is a multiple of the other: validators differ about the last bit.
  const unclear = !Number.isSafeInteger(wanted) && known.length > 0;
  return [
    {
      key: unclear ? 'undecided' : 'multipleOf',
      readerAt: at(reader, 'multipleOf'),
      writerAt: spot(writer, 'multipleOf'),
      reason: (has) =>
        unclear
          ? `whether every number of ${has.writer} is a multiple of ${wanted}, which ${has.reader} wants, depends on rounding`
          : `${has.writer} allows numbers that are no multiples of ${wanted}; ${has.reader} takes only multiples`,
    },
  ];
}

function isMultiple(step: number, wanted: number): boolean {
  return Number.isSafeInteger(step) && Number.isSafeInteger(wanted) && step % wanted === 0;
}
