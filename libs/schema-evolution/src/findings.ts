import { RULES, type RuleId, type RuleKey } from './rules';

export type Direction = 'backward' | 'forward';

/** One reason why data is not safe. */
export interface Finding {
  /** JSON pointer to what to look at. */
  readonly pointer: string;
  /** The schema `pointer` points into: the older one only where the thing is gone from the newer. */
  readonly document: 'newer' | 'older';
  readonly rule: RuleId;
  readonly direction: Direction;
  readonly reason: string;
  readonly fix: string;
}

/** Who says what, in the reason of an objection. */
export interface Sides {
  readonly writer: string;
  readonly reader: string;
}

/** What speaks against a reader, before it is said in terms of older and newer. */
export interface Objection {
  readonly key: RuleKey;
  readonly readerAt: string | undefined;
  readonly writerAt: string | undefined;
  readonly reason: (sides: Sides) => string;
}

const SIDES: Readonly<Record<Direction, Sides>> = {
  backward: { writer: 'the older schema', reader: 'the newer schema' },
  forward: { writer: 'the newer schema', reader: 'the older schema' },
};

/** In terms of the two schemas: going backward the newer one reads, going forward it writes. */
export function findingOf({ key, readerAt, writerAt, reason }: Objection, direction: Direction): Finding {
  const { id, fix } = RULES[key][direction];
  const [newer, older] = direction === 'backward' ? [readerAt, writerAt] : [writerAt, readerAt];
  return {
    pointer: newer ?? older ?? '',
    document: newer === undefined && older !== undefined ? 'older' : 'newer',
    rule: id,
    direction,
    reason: capital(reason(SIDES[direction])),
    fix,
  };
}

/** Nobody reads more; and what is shared by many parts of a schema must not multiply. */
const MAX_OBJECTIONS = 100;

/** Each thing once, in the order found. */
export function distinct(objections: readonly Objection[]): readonly Objection[] {
  if (objections.length < 2) return objections;
  const sides = { writer: 'w', reader: 'r' };
  const text = ({ key, readerAt, writerAt, reason }: Objection) =>
    JSON.stringify([key, readerAt, writerAt, reason(sides)]);
  const byText = new Map(objections.map((objection) => [text(objection), objection]));
  return [...byText.values()].slice(0, MAX_OBJECTIONS);
}

const MAX_SHOWN = 60;

/** A value in a sentence. */
export function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text;
}

export function shownList(values: readonly unknown[]): string {
  const few = values.slice(0, 10).map(shown).join(', ');
  return values.length > 10 ? `${few} and ${values.length - 10} more` : few;
}

function capital(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}
