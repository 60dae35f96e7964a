import { lastName } from '#code-model';
import { readKnowledge } from '#knowledge';
import { type Detector, type Feature, sign, type Sign } from './feature';
import { FUNCTIONS } from './functions';
import type { Given, Row, WrittenFeature } from './row';
import { argumentFinder, conditionsOf, decoratorFinder } from './row-conditions';
import { findingsOf } from './rule-findings';
import { type Candidate, type Source, sourceOf } from './row-sources';
import { scopeOf } from './scopes';

type Find = Feature['find'];

/** As `knowledge/features` has it: the features by the id of their pattern. */
type Written = Readonly<Record<string, readonly WrittenFeature[]>>;

export const FEATURES: Written = Object.assign(
  {},
  ...Object.values(readKnowledge('code-patterns', 'features') as Readonly<Record<string, Written>>),
) as Written;

/** The features of all patterns, ready to look. */
export const DETECTORS: readonly Detector[] = Object.entries(FEATURES).map(([id, features]) => ({
  id,
  features: features.map(({ seen, strength, find }) => ({ seen, strength, find: all(find.map(finderOf)) })),
}));

function all(finders: readonly Find[]): Find {
  const [first, second] = finders;
  if (first !== undefined && second === undefined) return first;
  return function* (facts) {
    for (const find of finders) yield* find(facts);
  };
}

/** What finds what a row says. */
export function finderOf(row: Row): Find {
  if (row.function !== undefined) return functionOf(row.function, { limit: row.limit ?? Infinity });
  if (row.rules !== undefined) return findingsOf(row.rules, row.detail);
  const candidates = candidatesOf(row);
  const show = showing(row);
  return (facts) => shown(candidates(facts), show);
}

const NONE: readonly Sign[] = [];

/** Most rows find nothing in most code, and then there is nothing to iterate. */
function shown(found: readonly Candidate[], show: (candidate: Candidate) => Sign): Iterable<Sign> {
  return found.length === 0 ? NONE : each(found, show);
}

function* each(found: readonly Candidate[], show: (candidate: Candidate) => Sign): Iterable<Sign> {
  for (const candidate of found) yield show(candidate);
}

function candidatesOf(row: Row): Source {
  const source = sourceOf(row);
  const conditions = conditionsOf(row);
  const fitting: Source = (facts) => {
    const found = source(facts);
    return found.length === 0 ? found : found.filter((one) => conditions.every((fits) => fits(one)));
  };
  return row.beside === undefined ? fitting : besideOthers(fitting, row.beside.map(candidatesOf));
}

/** Those that have one of the others in the same function. */
function besideOthers(source: Source, others: readonly Source[]): Source {
  return (facts) => {
    const found = source(facts);
    if (found.length === 0) return found;
    const scopes = new Set(others.flatMap((other) => other(facts)).map(({ item }) => scopeOf(item)));
    return found.filter(({ item }) => scopes.has(scopeOf(item)));
  };
}

function functionOf(name: string, given: Given): Find {
  const find = FUNCTIONS[name];
  if (find === undefined) throw new Error(`there is no function ${name} for features`);
  return (facts) => find(facts, given);
}

/** How a row says what it has found, and where. */
function showing({ shows, at, argument = {}, decorated = '' }: Row): (candidate: Candidate) => Sign {
  if (shows === undefined) return (candidate) => sign(candidate.at, candidate.detail);
  const argumentOf = argumentFinder(argument);
  const decoratorOf = decoratorFinder(decorated);
  return ({ item, name, at: place }) => {
    const given = item.kind === 'call' ? argumentOf(item)?.value : undefined;
    const decorator = item.kind === 'function' ? decoratorOf(item) : undefined;
    const words: Record<string, string | undefined> = {
      name,
      method: lastName(name),
      argument: given?.text ?? given?.path,
      decorator: decorator?.path,
    };
    const detail = shows.replace(/\{(\w+)\}/g, (_all, word: string) => words[word] ?? '');
    return sign((at && { argument: given, decorator }[at]) ?? place, detail);
  };
}
