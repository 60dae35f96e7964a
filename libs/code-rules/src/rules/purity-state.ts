import {
  around,
  type AssignItem,
  type ClassItem,
  type Code,
  type FunctionItem,
  isData,
  type Item,
  OTHER_ENTRY_METHODS,
  PURE_KINDS,
  type Value,
} from '#code-model';
import { setOf } from '#text';
import { type Finding, levels, type Rule, type Subject } from '../rule';
import { callsNamed } from './calls';
import { resolved } from './imported-names';
import { moduleChanges } from './module-state';
import { perLanguage } from './per-language';
import { type Scope, scopeOf } from './scope';
import { shownPath } from './shown-path';

/** What computes and reducers must not remember. */
export const PURITY_STATE: readonly Rule[] = [
  {
    id: 'PUR-005',
    title: 'A class of a pure node shares a mutable value',
    dimension: 'compliance',
    severity: levels('E/E'),
    hint: 'make it a tuple, a frozenset or a constant, or create it where it is used',
    source:
      'omnibase_core scripts/check_node_purity.py (class_mutable_data). Constants in capitals, ClassVar, Final, model_config and fields of models are left alone; RUF012 tells of constants too. Of TypeScript static fields that are not readonly: the others belong to one object',
    check: sharedValues,
  },
  {
    id: 'PUR-006',
    title: 'A pure node remembers something between calls',
    dimension: 'compliance',
    severity: levels('W/E'),
    hint: 'pass state in and return the new state; take caches from the container',
    source:
      'omnibase_core scripts/check_node_purity.py (caching_decorator) and the omniarchon fixture for state in a compute node: caching decorators, and members that change after the constructor; B019 knows functools only. Of TypeScript also variables of the module that functions change',
    check: memories,
  },
];

const MUTABLE_KINDS: ReadonlySet<Value['kind']> = new Set(['dict', 'list', 'set', 'comprehension']);

interface State {
  /** Makes a collection that can be changed. */
  readonly mutable: ReadonlySet<string>;
  /** An annotation by which it cannot. */
  readonly fixed: RegExp;
  /** Decorators and functions that remember results. */
  readonly caches: RegExp;
  /** Methods that change a collection. */
  readonly changes: readonly string[];
}

const STATE = perLanguage<State>(
  {
    mutable: setOf(`
      bytearray collections.Counter collections.defaultdict collections.deque collections.OrderedDict dict list set`),
    fixed: /\b(?:ClassVar|Final)\b/,
    caches:
      /^(?:(?:functools\.)?(?:lru_cache|cache|cached_property)|cachetools\.\w+|async_lru\.alru_cache|joblib\.\w+)$/,
    changes: [
      ...setOf('add append appendleft clear discard extend insert pop popitem popleft remove setdefault update'),
    ],
  },
  {
    mutable: setOf('Array Map Set WeakMap WeakSet'),
    fixed: /\b(?:Readonly(?:Array|Map|Set)?|readonly)\b/,
    caches: /(?:^|\.)(?:[Mm]emoi[sz]ed?|[Cc]ache(?:d|able)?)$/,
    changes: [...setOf('add clear delete fill pop push reverse set shift sort splice unshift')],
  },
);
const CONSTANT = /^_*[A-Z][A-Z0-9_]*$|^__\w+$|^model_config$|^_abc_/;

function* sharedValues(subject: Subject): Iterable<Finding> {
  if (!subject.pure) return;
  for (const item of scopeOf(subject, PURE_KINDS).all('class')) {
    if (item.name === 'Config' || item.name === 'Meta') continue;
    const data = isData(item);
    for (const child of item.children) {
      if (child.kind !== 'assign' || (data && child.annotation !== undefined) || !isShared(child, subject)) continue;
      const name = sharedName(subject, child);
      if (name === undefined) continue;
      yield { at: child, message: `\`${name}\` of \`${item.name}\` is shared by all its instances and can change` };
    }
  }
}

const STATIC = /^(?:(?:accessor|declare|override|private|protected|public)\s+)*static\b(?!\s+readonly\b)/;

/** A field of TypeScript belongs to one object unless it is static, and a readonly one is meant to stay as it is. */
function isShared({ start, end, value }: AssignItem, { code }: Subject): boolean {
  if (code.language === 'python') return true;
  const isConst = value !== undefined && /^\s*as\s+const\b/.test(code.source.slice(value.end, end));
  return !isConst && STATIC.test(code.source.slice(start, start + 100));
}

function sharedName(subject: Subject, { targets, annotation, value }: AssignItem): string | undefined {
  const { fixed } = STATE[subject.code.language];
  if (value === undefined || fixed.test(annotation ?? '') || !isMutable(subject, value)) return undefined;
  return targets.find((target) => /^#?\w+$/.test(target) && !CONSTANT.test(target));
}

function isMutable(subject: Subject, { kind, path }: Value): boolean {
  return (
    MUTABLE_KINDS.has(kind) || (kind === 'call' && STATE[subject.code.language].mutable.has(resolved(subject, path)))
  );
}

function* memories(subject: Subject): Iterable<Finding> {
  if (!subject.pure) return;
  const { caches, changes } = STATE[subject.code.language];
  const scope = scopeOf(subject, PURE_KINDS);
  for (const { decorators } of scope.all('function')) {
    for (const decorator of decorators) {
      const path = resolved(subject, decorator.path.replace(/\(\)$/, ''));
      if (!caches.test(path)) continue;
      yield { at: decorator, message: `\`${path}\` remembers results between calls`, detail: 'cache' };
    }
  }
  yield* memberChanges(subject, statefulClasses(scope));
  if (subject.code.language === 'python') return;
  for (const { at, name } of moduleChanges(subject, changes)) {
    if (scope.has(at))
      yield { at, message: `\`${name}\` of the module is changed, and outlives the call`, detail: 'state' };
  }
}

/** The node classes, and where the whole file is pure the handlers: classes with a method that does the work. */
function statefulClasses({ classes, whole, all }: Scope): Set<Item> {
  const nodes = classes.map(({ item }) => item);
  const works = (item: ClassItem): boolean =>
    item.children.some((child) => child.kind === 'function' && OTHER_ENTRY_METHODS.has(child.name));
  return new Set(whole ? [...nodes, ...all('class').filter(works)] : nodes);
}

/** Where an object is still being made, or taken into and out of service. */
const LIFECYCLE =
  /^(?:__\w+__|constructor|on(?:Module|Application)\w+|_?(?:init|initialize|setup|set_up|configure|start|startup|stop|shutdown|close|cleanup|reset|teardown|tear_down|model_post_init)(?:[_A-Z]\w*)?)$/;
const OF_MEMBER = /^self\.#?\w+\.\w+$/;

function* memberChanges(subject: Subject, classes: ReadonlySet<Item>): Iterable<Finding> {
  const { code } = subject;
  if (classes.size === 0) return;
  for (const item of code.all('assign')) {
    const target = item.operator === '' ? undefined : item.targets.find((path) => path.startsWith('self.'));
    if (target !== undefined) yield* change(item, target.replace(/\[\]$/, ''), classes, code);
  }
  for (const { operators, children } of code.all('operation')) {
    const [member] = children;
    const isStep = operators[0] === '++' || operators[0] === '--';
    if (isStep && member?.kind === 'member' && member.path.startsWith('self.'))
      yield* change(member, member.path, classes, code);
  }
  for (const { call } of callsNamed(subject, STATE[code.language].changes)) {
    const { callee } = call;
    if (OF_MEMBER.test(callee)) yield* change(call, callee.slice(0, callee.lastIndexOf('.')), classes, code);
  }
}

function* change(item: Item, member: string, classes: ReadonlySet<Item>, code: Code): Iterable<Finding> {
  const method = methodAround(item, classes);
  if (method === undefined || LIFECYCLE.test(method.name)) return;
  const message = `\`${method.name}\` changes \`${shownPath(member, code)}\`, which outlives the call`;
  yield { at: { start: item.start, end: item.end }, message, detail: 'state' };
}

/** The method of one of `classes` in which `item` runs, also from functions inside it. */
function methodAround(item: Item, classes: ReadonlySet<Item>): FunctionItem | undefined {
  for (let at = around(item, 'function'); at !== undefined; at = around(at, 'function')) {
    if (at.parent?.kind === 'class') return classes.has(at.parent) ? at : undefined;
  }
  return undefined;
}
