import { type CallItem, type FunctionItem, type Item, lastName, type Span } from '#code-model';
import { startOf } from './common';
import type { Facts } from './facts';
import { regExpOf, type Row } from './row';

/** Something that a row may be about. */
export interface Candidate {
  readonly item: Item;
  readonly at: Span;
  /** What `like` and `unlike` look at. */
  readonly name: string;
  /** What people are shown, unless the row says it otherwise. */
  readonly detail: string;
}

export type Source = (facts: Facts) => readonly Candidate[];

/** Conditions and what loops are over can be as long as the code. */
const MAX_TEXT = 300;
const MAX_SQL = 40;

const LISTED = {
  names:
    (words: readonly string[], { as = [] }: Row): Source =>
    (facts) => {
      const found: Candidate[] = [];
      for (const word of words)
        for (const { item, at, name } of facts.named(word, ...as)) found.push({ item, at, name, detail: name });
      return found;
    },
  calls: (names: readonly string[], { awaited }: Row): Source => {
    const any = names.includes('*');
    return (facts) => {
      const calls = any ? facts.code.all('call') : facts.calls(names);
      return (awaited === true ? calls.filter((call) => call.awaited) : calls).map(callCandidate);
    };
  },
  imports: (modules: readonly string[]): Source => {
    const known = new Set(modules);
    return (facts) =>
      facts.imports(known).map((item) => ({ item, at: item, name: item.module, detail: `imports ${item.module}` }));
  },
  functionsTo: (verbs: readonly string[]): Source => {
    const known = new Set(verbs);
    return (facts) => facts.functionsTo(known).map(({ item }) => functionCandidate(item));
  },
};

const FITTING = {
  functions:
    (pattern: RegExp): Source =>
    ({ code }) =>
      code
        .all('function')
        .filter(({ name }) => pattern.test(name))
        .map(functionCandidate),
  bases:
    (pattern: RegExp): Source =>
    (facts) =>
      facts.inheriting(pattern).map((item) => {
        const bases = item.bases.filter((path) => pattern.test(lastName(path))).join(', ');
        return { item, at: item.nameSpan, name: item.name, detail: `${item.name}(${bases})` };
      }),
  strings:
    (pattern: RegExp): Source =>
    (facts) =>
      facts.textsLike(pattern).map((item) => ({ item, at: startOf(item), name: item.text, detail: item.text })),
  sql:
    (pattern: RegExp): Source =>
    (facts) =>
      facts.sqlLike(pattern).map((item) => {
        const detail = item.text.trim().slice(0, MAX_SQL).replace(/\s+/g, ' ');
        return { item, at: startOf(item), name: item.text, detail };
      }),
  members: fitting(
    '',
    ({ code }) => code.all('member'),
    ({ path }) => path,
  ),
  targets: fitting(
    '',
    ({ code }) => code.all('assign'),
    ({ targets }) => targets,
  ),
  raises: fitting(
    'raise ',
    ({ code }) => code.all('raise'),
    ({ type = '' }) => type,
  ),
  handlers: fitting(
    'except ',
    ({ code }) => code.all('handler'),
    ({ types }) => types,
  ),
  conditions: fitting(
    '',
    ({ code }) => [...code.all('if'), ...code.all('elif')],
    ({ condition }) => condition,
  ),
  loops: fitting(
    '',
    ({ code }) => code.all('loop'),
    ({ over }) => over,
  ),
};

/** Where a row looks. */
export function sourceOf(row: Row): Source {
  for (const kind of keysOf(LISTED)) {
    const listed = row[kind];
    if (listed !== undefined) return LISTED[kind](listed, row);
  }
  for (const kind of keysOf(FITTING)) {
    const pattern = row[kind];
    if (pattern !== undefined) return FITTING[kind](regExpOf(pattern));
  }
  throw new Error('a row looks for nothing');
}

function keysOf<T extends object>(table: T): (keyof T)[] {
  return Object.keys(table) as (keyof T)[];
}

function functionCandidate(item: FunctionItem): Candidate {
  return { item, at: item.nameSpan, name: item.name, detail: `function ${item.name}` };
}

function callCandidate(item: CallItem): Candidate {
  return { item, at: item, name: item.callee, detail: `${item.callee}(…)` };
}

/** The items whose text, or one of whose texts, fits. */
function fitting<T extends Item>(
  before: string,
  itemsOf: (facts: Facts) => readonly T[],
  textOf: (item: T) => string | readonly string[],
): (pattern: RegExp) => Source {
  return (pattern) => {
    const fits = (text: string): boolean => pattern.test(text.slice(0, MAX_TEXT));
    return (facts) => {
      const found: Candidate[] = [];
      for (const item of itemsOf(facts)) {
        const text = textOf(item);
        const name = typeof text !== 'string' ? text.find(fits) : fits(text) ? text : undefined;
        if (name !== undefined) found.push({ item, at: startOf(item), name, detail: before + name });
      }
      return found;
    };
  };
}
