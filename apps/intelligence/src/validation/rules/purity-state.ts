import { around } from '../../code/code';
import type { AssignItem, CallItem, ClassItem, FunctionItem, Item, Value } from '../../code/items';
import { OTHER_ENTRY_METHODS, PURE_KINDS } from '../../onex/kinds';
import { isData } from '../../onex/roles';
import { type Finding, levels, type Rule, type Subject } from '../rule';
import { callsNamed } from './calls';
import { resolved } from './imported-names';
import { pythonOnly } from './python-only';
import { type Scope, scopeOf } from './scope';

/** What computes and reducers must not remember. */
export const PURITY_STATE: readonly Rule[] = [
  {
    id: 'PUR-005',
    title: 'A class of a pure node shares a mutable value',
    dimension: 'compliance',
    severity: levels('E/E'),
    hint: 'make it a tuple, a frozenset or a constant, or create it where it is used',
    source:
      'omnibase_core scripts/check_node_purity.py (class_mutable_data). Constants in capitals, ClassVar, Final, model_config and fields of models are left alone',
    check: pythonOnly(sharedValues),
  },
  {
    id: 'PUR-006',
    title: 'A pure node remembers something between calls',
    dimension: 'compliance',
    severity: levels('W/E'),
    hint: 'pass state in and return the new state; take caches from the container',
    source:
      'omnibase_core scripts/check_node_purity.py (caching_decorator) and the omniarchon fixture for state in a compute node: caching decorators, and members that change after the constructor',
    check: pythonOnly(memories),
  },
];

const MUTABLE_KINDS: ReadonlySet<Value['kind']> = new Set(['dict', 'list', 'set', 'comprehension']);
const MUTABLE_TYPES: ReadonlySet<string> = new Set(
  'bytearray collections.Counter collections.defaultdict collections.deque collections.OrderedDict dict list set'.split(
    ' ',
  ),
);
const CONSTANT = /^_*[A-Z][A-Z0-9_]*$|^__\w+$|^model_config$|^_abc_/;
const FIXED = /\b(?:ClassVar|Final)\b/;

function* sharedValues(subject: Subject): Iterable<Finding> {
  if (!subject.pure) return;
  for (const item of scopeOf(subject, PURE_KINDS).all('class')) {
    if (item.name === 'Config' || item.name === 'Meta') continue;
    const data = isData(item);
    for (const child of item.children) {
      if (child.kind !== 'assign' || (data && child.annotation !== undefined)) continue;
      const name = sharedName(subject, child);
      if (name === undefined) continue;
      yield { at: child, message: `\`${name}\` of \`${item.name}\` is shared by all its instances and can change` };
    }
  }
}

function sharedName(subject: Subject, { targets, annotation, value }: AssignItem): string | undefined {
  if (value === undefined || FIXED.test(annotation ?? '') || !isMutable(subject, value)) return undefined;
  return targets.find((target) => /^\w+$/.test(target) && !CONSTANT.test(target));
}

function isMutable(subject: Subject, { kind, path }: Value): boolean {
  return MUTABLE_KINDS.has(kind) || (kind === 'call' && MUTABLE_TYPES.has(resolved(subject, path)));
}

const CACHES =
  /^(?:(?:functools\.)?(?:lru_cache|cache|cached_property)|cachetools\.\w+|async_lru\.alru_cache|joblib\.\w+)$/;

function* memories(subject: Subject): Iterable<Finding> {
  if (!subject.pure) return;
  const scope = scopeOf(subject, PURE_KINDS);
  for (const { decorators } of scope.all('function')) {
    for (const decorator of decorators) {
      const path = resolved(subject, decorator.path.replace(/\(\)$/, ''));
      if (!CACHES.test(path)) continue;
      yield { at: decorator, message: `\`${path}\` remembers results between calls`, detail: 'cache' };
    }
  }
  yield* changes(subject, statefulClasses(scope));
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
  /^(?:__\w+__|_?(?:init|initialize|setup|set_up|configure|start|startup|stop|shutdown|close|cleanup|reset|teardown|tear_down|model_post_init)(?:_\w+)?)$/;
const CHANGES = 'add append appendleft clear discard extend insert pop popitem popleft remove setdefault update'.split(
  ' ',
);
const OF_MEMBER = /^self\.\w+\.\w+$/;

function* changes(subject: Subject, classes: ReadonlySet<Item>): Iterable<Finding> {
  if (classes.size === 0) return;
  for (const item of subject.code.all('assign')) {
    const target = item.operator === '' ? undefined : item.targets.find((path) => path.startsWith('self.'));
    if (target !== undefined) yield* change(item, target.replace(/\[\]$/, ''), classes);
  }
  for (const { call } of callsNamed(subject, CHANGES)) {
    const { callee } = call;
    if (OF_MEMBER.test(callee)) yield* change(call, callee.slice(0, callee.lastIndexOf('.')), classes);
  }
}

function* change(item: AssignItem | CallItem, member: string, classes: ReadonlySet<Item>): Iterable<Finding> {
  const method = methodAround(item, classes);
  if (method === undefined || LIFECYCLE.test(method.name)) return;
  const message = `\`${method.name}\` changes \`${member}\`, which outlives the call`;
  yield { at: { start: item.start, end: item.end }, message, detail: 'state' };
}

/** The method of one of `classes` in which `item` runs, also from functions inside it. */
function methodAround(item: Item, classes: ReadonlySet<Item>): FunctionItem | undefined {
  for (let at = around(item, 'function'); at !== undefined; at = around(at, 'function')) {
    if (at.parent?.kind === 'class') return classes.has(at.parent) ? at : undefined;
  }
  return undefined;
}
