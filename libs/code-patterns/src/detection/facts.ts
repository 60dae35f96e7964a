import type { NodeType } from '#contracts';
import {
  type CallItem,
  type ClassItem,
  type Code,
  type FunctionItem,
  type ImportItem,
  type Item,
  lastName,
  type LoopItem,
  type Span,
  type StringItem,
} from '#code-model';
import { isSql, type Subject, subjectOf } from '#code-rules';
import { bare, receiverOf, wordsOf } from './identifiers';
import { byScope, groupBy, inside, isHandled, scopeOf } from './scopes';

/** Where an identifier stands. A receiver is what a method is called on: `pool` of `self.pool.acquire()`. */
export type Role =
  'call' | 'class' | 'function' | 'import' | 'keyword' | 'member' | 'parameter' | 'receiver' | 'target';

export interface Named {
  readonly name: string;
  readonly role: Role;
  readonly at: Span;
  readonly item: Item;
}

/** A pause inside a loop of the same function. */
export interface Pause {
  readonly call: CallItem;
  readonly loop: LoopItem;
  /** It pauses after a failure. */
  readonly inHandler: boolean;
}

export interface NamedFunction {
  readonly item: FunctionItem;
  readonly words: readonly string[];
}

/** Of a name, and of a path. */
const MAX_NAME = 300;
/** Places kept of one identifier; evidence needs no more. */
const MAX_PLACES = 12;
/** Pauses looked at in one loop. */
const MAX_PAUSES = 3;
/** Strings are looked at as far as this. */
const MAX_TEXT = 2_000;
const PAUSES = ['sleep', 'setTimeout', 'delay', 'wait_fixed'];

/** What the detectors look at, collected in one pass over the items; each further view is made when first asked for. */
export class Facts {
  private readonly callsByName = new Map<string, CallItem[]>();
  private readonly byName = new Map<string, Named[]>();
  private readonly names: string[] = [];
  /** A name or path is longer than anybody writes: patterns over it could take for ever. */
  beyondLimits = false;
  private words: Map<string, string[]> | undefined;
  private readonly lazy: {
    subject?: Subject;
    functions?: readonly NamedFunction[];
    awaiting?: ReadonlySet<Item>;
    callees?: ReadonlyMap<Item, ReadonlyMap<string, CallItem>>;
    besideCode?: ReadonlySet<string>;
    imports?: ReadonlyMap<string, ImportItem[]>;
    texts?: readonly StringItem[];
    sql?: readonly StringItem[];
    pauses?: readonly Pause[];
  } = {};

  constructor(
    readonly code: Code,
    readonly nodeType?: NodeType,
  ) {
    for (const item of code.items) this.collect(item);
  }

  get subject(): Subject {
    const asked = { profile: 'imperative' as const, ...(this.nodeType && { nodeType: this.nodeType }) };
    return (this.lazy.subject ??= subjectOf(this.code, asked));
  }

  /** Strings that the program uses: no documentation. */
  get texts(): readonly StringItem[] {
    return (this.lazy.texts ??= this.code.all('string').filter(({ docstring, alone }) => !docstring && !alone));
  }

  /** The SQL statements among them. */
  get sql(): readonly StringItem[] {
    return (this.lazy.sql ??= this.texts.filter(({ text }) => isSql(text)));
  }

  get pauses(): readonly Pause[] {
    if (this.lazy.pauses !== undefined) return this.lazy.pauses;
    const calls = groupBy(this.calls(PAUSES), (call) => inside(call, 'loop'));
    return (this.lazy.pauses = [...calls].flatMap(([loop, items]) =>
      loop === undefined
        ? []
        : items.slice(0, MAX_PAUSES).map((call) => ({ call, loop, inHandler: isHandled(call, loop) })),
    ));
  }

  /** The functions, or the module, that await something themselves. */
  get awaiting(): ReadonlySet<Item> {
    return (this.lazy.awaiting ??= new Set<Item>(this.code.all('await').map(scopeOf)));
  }

  /** Names of paths that are made from the place of the source itself. */
  get besideCode(): ReadonlySet<string> {
    return (this.lazy.besideCode ??= new Set(
      this.code.all('assign').flatMap(({ targets, value }) => {
        const made =
          value !== undefined && this.code.source.slice(value.start, value.end).slice(0, 200).includes('__file__');
        return made ? targets.map(lastName) : [];
      }),
    ));
  }

  /** Calls of functions and methods by their own name. */
  calls(names: Iterable<string>): CallItem[] {
    return [...names].flatMap((name) => this.callsByName.get(name) ?? []);
  }

  /** The first call of exactly this path in a function. */
  callIn(scope: Item, callee: string): CallItem | undefined {
    if (this.lazy.callees === undefined) {
      const callees = new Map<Item, Map<string, CallItem>>();
      for (const [item, calls] of byScope(this.code.all('call'))) {
        callees.set(item, new Map(calls.toReversed().map((call) => [call.callee, call])));
      }
      this.lazy.callees = callees;
    }
    return this.lazy.callees.get(scope)?.get(callee);
  }

  /** The identifiers that have `word` in them, in any of `roles`. */
  named(word: string, ...roles: readonly Role[]): Named[] {
    const names = this.wordIndex().get(word);
    if (names === undefined) return [];
    const found = names.flatMap((name) => this.byName.get(name) ?? []);
    return roles.length === 0 ? found : found.filter(({ role }) => roles.includes(role));
  }

  /** Every function with the words of its name, underscores in front left out. */
  get functions(): readonly NamedFunction[] {
    return (this.lazy.functions ??= this.code.all('function').map((item) => ({ item, words: wordsOf(item.name) })));
  }

  /** Functions whose name starts with one of the words. */
  functionsTo(firstWords: ReadonlySet<string>): NamedFunction[] {
    return this.functions.filter(({ words }) => firstWords.has(words[0] ?? ''));
  }

  /** Imports of one of the modules or what is below them, as far as they run. */
  imports(modules: ReadonlySet<string>): ImportItem[] {
    return [...this.importsByName].flatMap(([name, items]) => (modules.has(name) ? items : []));
  }

  /** By module, and by the package it is in. */
  private get importsByName(): ReadonlyMap<string, ImportItem[]> {
    if (this.lazy.imports !== undefined) return this.lazy.imports;
    const byName = new Map<string, ImportItem[]>();
    for (const item of this.code.all('import')) {
      if (item.level > 0 || item.typeOnly) continue;
      for (const name of new Set([item.module, item.module.split(/[./]/, 1)[0] ?? ''])) {
        const like = byName.get(name);
        if (like === undefined) byName.set(name, [item]);
        else like.push(item);
      }
    }
    return (this.lazy.imports = byName);
  }

  /** Classes with a base whose own name fits. */
  inheriting(base: RegExp): ClassItem[] {
    return this.code.all('class').filter(({ bases }) => bases.some((path) => base.test(lastName(path))));
  }

  /** Strings the program uses that fit. */
  textsLike(pattern: RegExp): StringItem[] {
    return this.texts.filter(({ text }) => pattern.test(text.length > MAX_TEXT ? text.slice(0, MAX_TEXT) : text));
  }

  sqlLike(pattern: RegExp): StringItem[] {
    return this.sql.filter(({ text }) => pattern.test(text.length > MAX_TEXT ? text.slice(0, MAX_TEXT) : text));
  }

  private collect(item: Item): void {
    if (item.kind === 'call') this.collectCall(item);
    else if (item.kind === 'member') this.addPath(item.path, 'member', item);
    else if (item.kind === 'assign') for (const target of item.targets) this.addPath(bare(target), 'target', item);
    else if (item.kind === 'import') this.addPath(item.name ?? '', 'import', item);
    else if (item.kind === 'class') for (const name of [item.name, ...item.bases]) this.addPath(name, 'class', item);
    else if (item.kind === 'function') {
      this.add(item.name, 'function', item.nameSpan, item);
      for (const parameter of item.parameters) this.add(parameter.name, 'parameter', parameter, item);
    }
  }

  private addPath(path: string, role: Role, item: Item): void {
    if (path.length > MAX_NAME) this.beyondLimits = true;
    else this.add(lastName(path), role, item.kind === 'class' ? item.nameSpan : item, item);
  }

  private collectCall(item: CallItem): void {
    const name = lastName(item.callee);
    if (item.callee.length > MAX_NAME) this.beyondLimits = true;
    const like = this.callsByName.get(name);
    if (like === undefined) this.callsByName.set(name, [item]);
    else like.push(item);
    this.add(name, 'call', item, item);
    const receiver = receiverOf(item.callee);
    if (receiver !== '' && receiver !== 'self') this.add(lastName(bare(receiver)), 'receiver', item, item);
    for (const { name: keyword, value } of item.arguments)
      if (keyword !== '') this.add(keyword, 'keyword', value, item);
  }

  private add(name: string, role: Role, at: Span, item: Item): void {
    if (name.length > MAX_NAME) this.beyondLimits = true;
    const places = this.byName.get(name);
    if (places === undefined) {
      this.byName.set(name, [{ name, role, at, item }]);
      this.names.push(name);
    } else if (places.length < MAX_PLACES) places.push({ name, role, at, item });
  }

  private wordIndex(): Map<string, string[]> {
    if (this.words !== undefined) return this.words;
    const words = new Map<string, string[]>();
    for (const name of this.names) {
      for (const word of new Set(wordsOf(name))) {
        const names = words.get(word);
        if (names === undefined) words.set(word, [name]);
        else names.push(name);
      }
    }
    return (this.words = words);
  }
}
