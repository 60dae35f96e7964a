import type { Reading } from '../statements/build-requirements';
import { actorKind } from './actors';
import { DOMAIN_WORDS } from './domain-words';
import { type Entity, entityKey, entityName } from './entities';
import { productMentions } from './external-systems';
import type { SystemCategory } from './gazetteer';

export interface Relationship {
  source: string;
  target: string;
  /** The verb, or one of has_many, has_one, belongs_to, reads, writes, publishes, consumes, sends, receives, uses. */
  type: string;
  /** The same as `type`; older callers read this name. */
  pattern: string;
  description: string;
  confidence: number;
  line: number;
}

const TYPE_BY_VERB: ReadonlyMap<string, string> = new Map(
  Object.entries(DOMAIN_WORDS.relations).flatMap(([type, verbs]) =>
    verbs.split(' ').map((verb) => [verb, type] as const),
  ),
);

const HAS_MANY =
  /\b(?:has|have|contains?|can have|consists of|includes?|holds?|owns?) (?:many|multiple|several|one or more|zero or more|any number of|a list of|at least one|\d+ or more) ([\p{L} -]{3,40})/iu;
const HAS_ONE = /\b(?:has|have|contains?) (?:exactly one|one|a single) ([\p{L} -]{3,40})/iu;
const BELONGS_TO =
  /\b(?:belongs? to|is part of|are part of|is owned by|is assigned to|are assigned to) (?:an? |the |one |exactly one |a single )?([\p{L} -]{3,40})/iu;

const MAX_RELATIONSHIPS = 120;

/** Who does what to which entity, what belongs to what, and what is read from or written to which outside system. */
export function relationshipsOf(
  readings: readonly Reading[],
  entities: readonly Entity[],
  self: string,
): Relationship[] {
  const names = new Map(entities.map(({ name }) => [entityKey(name), name]));
  const found = new Map<string, Relationship>();
  const add = (source: string, type: string, target: string, reading: Reading, confidence: number): void => {
    const key = `${source}\n${type}\n${target}`;
    if (source === target || found.has(key) || found.size >= MAX_RELATIONSHIPS) return;
    found.set(key, {
      source,
      target,
      type,
      pattern: type,
      description: reading.requirement.text.slice(0, 200),
      confidence,
      line: reading.requirement.line,
    });
  };
  for (const reading of readings) {
    byVerb(reading, names, self, add);
    byOwnership(reading, names, add);
    bySystem(reading, self, add);
  }
  return [...found.values()];
}

type Add = (source: string, type: string, target: string, reading: Reading, confidence: number) => void;

function byVerb(reading: Reading, names: ReadonlyMap<string, string>, self: string, add: Add): void {
  const { actor, action, object } = reading.requirement;
  const name = object === null ? null : entityName(object);
  const target = name === null ? undefined : names.get(entityKey(name));
  if (action === null || target === undefined) return;
  add(actor ?? self, action, target, reading, actor === null ? 0.6 : actorKind(actor) === null ? 0.7 : 0.85);
}

function byOwnership(reading: Reading, names: ReadonlyMap<string, string>, add: Add): void {
  const { text } = reading.requirement;
  for (const [pattern, type] of [
    [HAS_MANY, 'has_many'],
    [HAS_ONE, 'has_one'],
    [BELONGS_TO, 'belongs_to'],
  ] as const) {
    const match = pattern.exec(text);
    if (match === null) continue;
    const source = lastNamed(text.slice(0, match.index), names);
    const target = firstNamed(match[1] ?? '', names);
    if (source !== null && target !== null) add(source, type, target, reading, 0.8);
  }
}

function bySystem(reading: Reading, self: string, add: Add): void {
  const mentions = productMentions(reading.requirement.text);
  if (mentions.length === 0) return;
  const known = (reading.roles?.verbs ?? [])
    .concat(reading.requirement.action ?? [])
    .map((verb) => TYPE_BY_VERB.get(verb));
  const type = known.find((found) => found !== undefined) ?? 'uses';
  const { actor } = reading.requirement;
  const source =
    actor !== null && actorKind(actor) === 'system' && !mentions.some(({ name }) => name.toLowerCase() === actor)
      ? actor
      : self;
  for (const { name, category, confidence } of mentions)
    add(source, forCategory(type, category), name, reading, Math.round(confidence * 80) / 100);
}

/** Only brokers are published to; what goes to another system is sent. */
function forCategory(type: string, category: SystemCategory): string {
  if (category === 'messaging') return type === 'writes' ? 'publishes' : type === 'reads' ? 'consumes' : type;
  return type === 'publishes' ? 'sends' : type === 'consumes' ? 'receives' : type;
}

function firstNamed(text: string, names: ReadonlyMap<string, string>): string | null {
  const words = text.split(/[\s,.;]+/u).slice(0, 4);
  for (let size = Math.min(3, words.length); size > 0; size -= 1) {
    const name = names.get(entityKey(words.slice(0, size).join(' ')));
    if (name !== undefined) return name;
  }
  return null;
}

function lastNamed(text: string, names: ReadonlyMap<string, string>): string | null {
  const words = text.trim().split(/\s+/u).slice(-6);
  for (let end = words.length; end > 0; end -= 1)
    for (let size = Math.min(3, end); size > 0; size -= 1) {
      const name = names.get(entityKey(words.slice(end - size, end).join(' ')));
      if (name !== undefined) return name;
    }
  return null;
}
