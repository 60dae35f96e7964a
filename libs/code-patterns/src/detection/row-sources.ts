import { type FunctionItem, type Item, lastName, type Span } from '#code-model';
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

export type Source = (facts: Facts) => Iterable<Candidate>;

/** Conditions and what loops are over can be as long as the code. */
const MAX_TEXT = 300;
const MAX_SQL = 40;

const LISTED = {
  names: (words: readonly string[], { as = [] }: Row): Source =>
    function* (facts) {
      for (const word of words)
        for (const { item, at, name } of facts.named(word, ...as)) yield { item, at, name, detail: name };
    },
  calls: (names: readonly string[]): Source =>
    function* (facts) {
      for (const item of names.includes('*') ? facts.code.all('call') : facts.calls(names))
        yield { item, at: item, name: item.callee, detail: `${item.callee}(…)` };
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
  functions: (pattern: RegExp): Source =>
    function* (facts) {
      for (const item of facts.code.all('function')) if (pattern.test(item.name)) yield functionCandidate(item);
    },
  bases: (pattern: RegExp): Source =>
    function* (facts) {
      for (const item of facts.inheriting(pattern)) {
        const bases = item.bases.filter((path) => pattern.test(lastName(path))).join(', ');
        yield { item, at: item.nameSpan, name: item.name, detail: `${item.name}(${bases})` };
      }
    },
  strings: (pattern: RegExp): Source =>
    function* (facts) {
      for (const item of facts.textsLike(pattern))
        yield { item, at: startOf(item), name: item.text, detail: item.text };
    },
  sql: (pattern: RegExp): Source =>
    function* (facts) {
      for (const item of facts.sqlLike(pattern)) {
        const detail = item.text.trim().slice(0, MAX_SQL).replace(/\s+/g, ' ');
        yield { item, at: startOf(item), name: item.text, detail };
      }
    },
  members: fitting(
    (facts) => facts.code.all('member'),
    ({ path }) => [path],
  ),
  targets: fitting(
    (facts) => facts.code.all('assign'),
    ({ targets }) => targets,
  ),
  raises: fitting(
    (facts) => facts.code.all('raise'),
    ({ type }) => [type ?? ''],
    'raise ',
  ),
  handlers: fitting(
    (facts) => facts.code.all('handler'),
    ({ types }) => types,
    'except ',
  ),
  conditions: fitting(
    (facts) => [...facts.code.all('if'), ...facts.code.all('elif')],
    ({ condition }) => [condition],
  ),
  loops: fitting(
    (facts) => facts.code.all('loop'),
    ({ over }) => [over],
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

/** The items one of whose texts fits. */
function fitting<T extends Item>(
  itemsOf: (facts: Facts) => readonly T[],
  textsOf: (item: T) => readonly string[],
  before = '',
): (pattern: RegExp) => Source {
  return (pattern) =>
    function* (facts) {
      for (const item of itemsOf(facts)) {
        const name = textsOf(item).find((text) => pattern.test(text.slice(0, MAX_TEXT)));
        if (name !== undefined) yield { item, at: startOf(item), name, detail: before + name };
      }
    };
}
