import { setOf, words } from '#text';
import type { Outline } from '../document/outline';
import type { Reading } from '../statements/build-requirements';
import { actorKind } from './actors';
import { attributesOf, type Attribute } from './attributes';
import { DOMAIN_WORDS } from './domain-words';
import { stemOf } from '../stem-memo';
import { PRODUCTS } from './gazetteer';

export interface Entity {
  name: string;
  type: 'entity' | 'identifier';
  attributes: Attribute[];
  mentions: number;
  /** Share of the strongest entity's weight, 0 to 1, two places. */
  confidence: number;
  line: number;
  /** Files of the workspace whose name holds the entity's. */
  files: string[];
}

const { things } = DOMAIN_WORDS;
const EMPTY_HEADS = setOf(things['empty-heads']);
const ONLY_ALONE = setOf(things['only-alone']);
const ADJECTIVES = setOf(things.adjectives);

const MAX_ENTITIES = 40;

interface Candidate {
  name: string;
  type: Entity['type'];
  weight: number;
  mentions: number;
  line: number;
}

/** The things the document is about, with their attributes, the most weighty first. */
export function entitiesOf(outline: Outline, readings: readonly Reading[], files: readonly string[]): Entity[] {
  const found = new Map<string, Candidate>();
  const attributes = attributesOf(outline);
  for (const { name, line } of attributes) note(found, name, 'entity', 4, line);
  for (const reading of readings) noteReading(found, reading);
  for (const block of outline.blocks)
    for (const code of block.code)
      if (/^[A-Z][a-z0-9]+(?:[A-Z][a-z0-9]+)*$/u.test(code) && code.length <= 60)
        note(found, code, 'identifier', 2, block.line);
  countMentions(found, outline);
  const kept = [...found.entries()]
    .sort(
      ([, one], [, other]) => other.weight - one.weight || one.line - other.line || (one.name < other.name ? -1 : 1),
    )
    .slice(0, MAX_ENTITIES);
  const top = kept[0]?.[1].weight ?? 1;
  return kept.map(([key, candidate]) => ({
    name: candidate.name,
    type: candidate.type,
    attributes: attributes.find((one) => entityKey(one.name) === key)?.attributes ?? [],
    mentions: candidate.mentions,
    confidence: Math.round(Math.min(1, 0.3 + 0.7 * (candidate.weight / top)) * 100) / 100,
    line: candidate.line,
    files: files.filter((file) => fileMatches(file, key)).slice(0, 3),
  }));
}

/** Mentions are those in the whole text, in any inflection; each adds a little weight. */
function countMentions(found: ReadonlyMap<string, Candidate>, { blocks }: Outline): void {
  const text = ` ${blocks.map((block) => words(block.text).map(stemOf).join(' ')).join(' ')} `;
  for (const [key, candidate] of found) {
    candidate.mentions = Math.max(1, text.split(` ${key} `).length - 1);
    candidate.weight += 0.25 * Math.min(20, candidate.mentions);
  }
}

/** One key for all spellings of a name: "Orders", "order", "OrderItem" and "order item". */
export function entityKey(name: string): string {
  return name
    .replace(/([a-z\d])(?=[A-Z])/gu, '$1 ')
    .toLowerCase()
    .split(/[\s_-]+/u)
    .filter((word) => word !== '')
    .map(stemOf)
    .join(' ');
}

/** The phrase as a name of a thing, or null when it names none: "new refund amount" is about the refund. */
export function entityName(phrase: string): string | null {
  let words = phrase.split(' ').filter((word, index, all) => index === all.length - 1 || !ADJECTIVES.has(word));
  const pascal = words.find((word) => /^\p{Lu}\p{Ll}+\p{Lu}/u.test(word));
  if (pascal !== undefined) return PRODUCTS.has(pascal.toLowerCase()) ? null : pascal;
  while (words.length > 1 && isEmptyHead(words[words.length - 1] ?? '')) words = words.slice(0, -1);
  const head = words[words.length - 1] ?? '';
  if (head.length < 3 || /\d/u.test(head)) return null;
  if (words.length === 1 && (EMPTY_HEADS.has(head) || ONLY_ALONE.has(head) || ADJECTIVES.has(head))) return null;
  const name = words.slice(-3).join(' ');
  const isProduct = (PRODUCTS.get((words[0] ?? '').toLowerCase()) ?? []).some(({ rule }) => rule === 'any');
  return isProduct || actorKind(name) === 'system' ? null : name;
}

function isEmptyHead(head: string): boolean {
  return EMPTY_HEADS.has(head) && !ONLY_ALONE.has(head);
}

function noteReading(found: Map<string, Candidate>, { requirement, roles }: Reading): void {
  for (const phrase of new Set(roles?.phrases ?? [])) {
    const name = entityName(phrase);
    if (name === null || (phrase === requirement.actor && actorKind(phrase) === 'person')) continue;
    const role = phrase === requirement.object ? 2 : 1;
    note(
      found,
      name,
      /\p{Ll}\p{Lu}/u.test(name) ? 'identifier' : 'entity',
      requirement.kind === 'functional' ? role : role * 0.5,
      requirement.line,
    );
  }
}

function note(found: Map<string, Candidate>, name: string, type: Entity['type'], weight: number, line: number): void {
  const key = entityKey(name);
  if (key === '') return;
  const known = found.get(key);
  if (known === undefined) found.set(key, { name, type, weight, mentions: 1, line });
  else {
    known.weight += weight;
    known.line = Math.min(known.line, line);
  }
}

function fileMatches(file: string, key: string): boolean {
  const base = (file.split(/[\\/]/u).at(-1) ?? '').replace(/\.[a-z]{1,5}$/iu, '');
  return ` ${entityKey(base)} `.includes(` ${key} `);
}
