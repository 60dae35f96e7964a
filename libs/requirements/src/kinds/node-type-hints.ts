import { words } from '#text';
import { stemOf } from '../stem-memo';
import { KIND_BY_NAME, KIND_PHRASES, KIND_WORDS, NODE_KINDS, type NodeKind } from './kind-lexicon';

export type NodeTypeHints = Record<NodeKind, number>;

/** Read are the first characters only: a description says what a thing is at its start. */
const MAX_DESCRIPTION = 4000;

/** What a name weighs: its last word is the convention (`node_x_effect`), the first in prose the usual opening. */
const NAMED_BY_NAME = 12;
const NAMED_BY_TEXT = 8;

/** Words this early say what the node does; later ones how, or to whom. */
const LEAD_WORDS = 8;
const LEAD_BONUS = 0.4;

/** Softness of the distribution: scores this far apart differ by a factor of e. */
const TEMPERATURE = 1.5;

const WEIGHTS = weightsByStem();

function weightsByStem(): ReadonlyMap<string, readonly (readonly [NodeKind, number])[]> {
  const table = new Map<string, [NodeKind, number][]>();
  for (const [kind, weight, listed] of KIND_WORDS)
    for (const word of listed) {
      const key = stemOf(word);
      table.set(key, [...(table.get(key) ?? []), [kind, weight]]);
    }
  return table;
}

/**
 * How likely each node kind is for what `description` (and `name`) say: four numbers between 0 and 1, rounded to four
 * places, sum 1. A kind called by its name decides; otherwise word and phrase weights do; nothing known gives quarters.
 */
export function nodeTypeHints(description: string, name = ''): NodeTypeHints {
  return distribution(kindScores(description, name));
}

/** The scores before they become shares. */
function kindScores(description: string, name = ''): NodeTypeHints {
  const text = description.slice(0, MAX_DESCRIPTION);
  const scores: NodeTypeHints = { effect: 0, compute: 0, reducer: 0, orchestrator: 0 };
  const nameWords = words(name.slice(0, 200));
  const textWords = words(text);
  addWords(scores, nameWords, textWords);
  const lower = text.toLowerCase();
  for (const [kind, weight, pattern] of KIND_PHRASES) if (pattern.test(lower)) scores[kind] += weight;
  add(scores, KIND_BY_NAME.get(nameWords.findLast((word) => KIND_BY_NAME.has(word)) ?? ''), NAMED_BY_NAME);
  add(scores, firstNamed(textWords), NAMED_BY_TEXT);
  return scores;
}

/** A word counts once in the text and once more where the name says it, too. */
function addWords(scores: NodeTypeHints, nameWords: readonly string[], textWords: readonly string[]): void {
  for (const [position, key] of firstPlaces(textWords))
    addWeights(scores, key, position < LEAD_WORDS ? 1 + LEAD_BONUS : 1);
  for (const [, key] of firstPlaces(nameWords)) addWeights(scores, key, 1);
}

function firstPlaces(words: readonly string[]): (readonly [position: number, key: string])[] {
  const seen = new Set<string>();
  return words.flatMap((word, position) => {
    const key = stemOf(word);
    if (seen.has(key)) return [];
    seen.add(key);
    return [[position, key] as const];
  });
}

function addWeights(scores: NodeTypeHints, key: string, factor: number): void {
  for (const [kind, weight] of WEIGHTS.get(key) ?? []) scores[kind] += weight * factor;
}

function firstNamed(textWords: readonly string[]): NodeKind | undefined {
  const named = textWords.find((word, index) => KIND_BY_NAME.has(word) && textWords[index - 1] !== 'side');
  return KIND_BY_NAME.get(named ?? '');
}

function add(scores: NodeTypeHints, kind: NodeKind | undefined, weight: number): void {
  if (kind !== undefined) scores[kind] += weight;
}

/** Softmax. */
function distribution(scores: NodeTypeHints): NodeTypeHints {
  const top = Math.max(...NODE_KINDS.map((kind) => scores[kind]));
  return rounded(NODE_KINDS.map((kind) => Math.exp((scores[kind] - top) / TEMPERATURE)));
}

/** Four weights, in the order of `NODE_KINDS`, as shares of four places that sum to 1 exactly. */
export function rounded(weights: readonly number[]): NodeTypeHints {
  const sum = weights.reduce((total, weight) => total + weight, 0);
  const units = weights.map((weight) => Math.round((weight / sum) * 10_000));
  const largest = units.indexOf(Math.max(...units));
  units[largest] = (units[largest] ?? 0) + 10_000 - units.reduce((total, unit) => total + unit, 0);
  const [effect = 0, compute = 0, reducer = 0, orchestrator = 0] = units.map((unit) => unit / 10_000);
  return { effect, compute, reducer, orchestrator };
}
