import {
  around,
  type CallItem,
  type Code,
  type FunctionItem,
  type Item,
  lastName,
  ownerOf,
  type Value,
} from '#code-model';
import { type Finding, levels, type Rule, type Subject } from '../rule';
import { knownCalls } from './calls';
import { isOnexFile } from './nodes';
import { pythonOnly } from './python-only';

/** Names and effects that cannot be what was meant. */
export const SEMANTICS: readonly Rule[] = [
  {
    id: 'SEM-001',
    title: 'A name is used that nothing defines',
    dimension: 'semantics',
    severity: levels('E/E'),
    hint: 'define or import the undefined names',
    source:
      'Pyflakes F821, F822, F823 by ruff. In a source without any import (a fragment) an undefined name in PascalCase is a warning: generated fragments name models and enums whose imports stand elsewhere',
    engines: ['F821', 'F822', 'F823'],
  },
  {
    id: 'SEM-002',
    title: 'Something is imported, defined or assigned for nothing',
    dimension: 'semantics',
    severity: levels('W/W'),
    hint: 'remove what is unused, import names one by one, give second definitions a name of their own',
    hints: {
      F401: 'remove the import',
      F402: 'give the loop variable another name',
      F403: 'import the names one by one',
      F405: 'import the name itself',
      F541: 'write it without f, or put a placeholder in',
      F811: 'remove one of the two, or give the second another name',
      F841: 'remove the variable, or use it',
    },
    source:
      'Pyflakes F401, F402, F403, F405, F541, F811, F841 by ruff. Never an error: working generators leave unused imports behind',
    engines: ['F401', 'F402', 'F403', 'F405', 'F541', 'F811', 'F841'],
  },
  {
    id: 'SEM-003',
    title: 'A default is shared between calls, or an exception loses its cause',
    dimension: 'semantics',
    severity: levels('W/W'),
    hint: 'make mutable or computed defaults inside the function, those of a dataclass by default_factory; name the cause: raise ... from error',
    source:
      'flake8-bugbear B008 and B904 by ruff; omnibase_core docs/patterns/ANTI_PATTERNS.md 10. Mutable defaults are found here, because B006 trusts annotations such as Sequence and skips short bodies; those of dataclasses, because RUF008 does not see field(default=[])',
    engines: ['B008', 'B904'],
    check: pythonOnly(mutableDefaults),
  },
  {
    id: 'SEM-004',
    title: 'An async function blocks, or a coroutine is never awaited',
    dimension: 'semantics',
    severity: levels('W/W'),
    hint: 'use the asynchronous counterpart of the blocking call, and await coroutines',
    source:
      'flake8-async ASYNC2xx by ruff; omniclaude agents/lib/quality_validator.py (async patterns). Coroutines of the same file are found here. Of TypeScript the synchronous calls of Node in nodes',
    engines: [
      'ASYNC210',
      'ASYNC212',
      'ASYNC220',
      'ASYNC221',
      'ASYNC222',
      'ASYNC230',
      'ASYNC240',
      'ASYNC250',
      'ASYNC251',
    ],
    check: asyncMistakes,
  },
];

const MUTABLE_KINDS: ReadonlySet<Value['kind']> = new Set(['list', 'dict', 'set', 'comprehension']);
const MUTABLE_TYPES: ReadonlySet<string> = new Set([
  'bytearray',
  'Counter',
  'defaultdict',
  'deque',
  'dict',
  'list',
  'OrderedDict',
  'set',
]);

function* mutableDefaults({ code }: Subject): Iterable<Finding> {
  yield* mutableFields(code);
  for (const item of code.all('function')) {
    for (const parameter of item.parameters) {
      if (parameter.default === undefined || !isMutable(parameter.default)) continue;
      const message = `The default of \`${parameter.name}\` is shared between all calls of \`${item.name}\``;
      yield { at: parameter.default, message, detail: 'mutable default' };
    }
  }
}

const DATACLASS = /^(?:\w+\.)*dataclass(?:\(\))?$/;
const SHARED_FIELD = /^(?:\w+\.)*(?:ClassVar|InitVar\[ClassVar)\b/;

/** Python refuses the class when it is made, or shares the value where it does not see that it can change. */
function* mutableFields(code: Code): Iterable<Finding> {
  for (const { children, decorators, name } of code.all('class')) {
    if (!decorators.some(({ path }) => DATACLASS.test(path))) continue;
    for (const item of children) {
      if (item.kind !== 'assign' || item.annotation === undefined || SHARED_FIELD.test(item.annotation)) continue;
      const value = defaultOf(item.value, code);
      if (value === undefined || !isMutable(value)) continue;
      const message = `The default of \`${item.targets[0] ?? ''}\` is shared between all objects of \`${name}\``;
      yield { at: value, message, detail: 'mutable default' };
    }
  }
}

/** The value itself, or the `default` that `field(…)` is given. */
function defaultOf(value: Value | undefined, code: Code): Value | undefined {
  if (value?.kind !== 'call' || !/(?:^|\.)field(?:\(\))?$/.test(value.path)) return value;
  const call = code.all('call').find(({ start, end }) => start === value.start && end === value.end);
  return call?.arguments.find(({ name }) => name === 'default')?.value;
}

function isMutable({ kind, path }: Value): boolean {
  return MUTABLE_KINDS.has(kind) || (kind === 'call' && MUTABLE_TYPES.has(path.replace(/^collections\./, '')));
}

function* asyncMistakes(subject: Subject): Iterable<Finding> {
  const { code } = subject;
  if (code.language !== 'python') return yield* synchronousCalls(subject);
  const coroutines = coroutinesOf(code);
  for (const call of code.all('call')) {
    if (call.awaited || !makesCoroutine(call, coroutines) || !isStatement(call, code)) continue;
    yield { at: call, message: `The coroutine \`${call.callee}\` is never awaited`, detail: 'not awaited' };
  }
}

const SYNCHRONOUS = /^(?:child_process|crypto|fs|zlib)\.\w+Sync$/;

/** Whether a promise of TypeScript is awaited takes its types to know; what blocks is called so. Tools may block. */
function* synchronousCalls(subject: Subject): Iterable<Finding> {
  if (!isOnexFile(subject)) return;
  for (const { call, path } of knownCalls(subject)) {
    if (!SYNCHRONOUS.test(path) || !runsAsync(call)) continue;
    yield { at: call, message: `\`${path}\` blocks the event loop`, detail: 'blocking call' };
  }
}

function runsAsync(call: CallItem): boolean {
  let at: Item | undefined = call.parent;
  while (at !== undefined && !SCOPES.has(at.kind)) at = at.parent;
  return at?.kind === 'function' && at.async;
}

const LIBRARY_COROUTINES: ReadonlySet<string> = new Set(['asyncio.sleep', 'asyncio.wait_for']);

/** What a call has to name to make a coroutine: `module` functions by name, methods by the class they stand in. */
interface Coroutines {
  readonly functions: ReadonlySet<string>;
  readonly methods: ReadonlyMap<Item, ReadonlySet<string>>;
}

/** Names that are defined once and stand for an async function; a decorator may have made something else of it. */
function coroutinesOf(code: Code): Coroutines {
  const scopes = new Map<Item, Map<string, boolean>>();
  for (const item of code.all('function')) {
    const { parent } = item;
    if (parent?.kind !== 'module' && parent?.kind !== 'class') continue;
    const names = scopes.get(parent) ?? new Map<string, boolean>();
    scopes.set(parent, names.set(item.name, !names.has(item.name) && isCoroutine(item)));
  }
  const named = new Map(
    [...scopes].map(([scope, names]) => [scope, new Set([...names.keys()].filter((name) => names.get(name)))]),
  );
  return { functions: named.get(code.module) ?? new Set(), methods: named };
}

const TRANSPARENT: ReadonlySet<string> = new Set(['classmethod', 'override', 'staticmethod']);

function isCoroutine({ async, decorators, children }: FunctionItem): boolean {
  return async && decorators.every(({ path }) => TRANSPARENT.has(lastName(path))) && !children.some(yields);
}

/** A generator is iterated over, not awaited. */
function yields(item: Item): boolean {
  return item.kind === 'yield' || (!SCOPES.has(item.kind) && item.children.some(yields));
}

const SCOPES: ReadonlySet<Item['kind']> = new Set(['class', 'function', 'lambda']);

function makesCoroutine(call: CallItem, { functions, methods }: Coroutines): boolean {
  const { callee } = call;
  if (functions.has(callee)) return !isRebound(call, callee);
  if (LIBRARY_COROUTINES.has(callee)) return true;
  if (!callee.startsWith('self.') && !callee.startsWith('cls.')) return false;
  const owner = around(call, 'class');
  return owner !== undefined && methods.get(owner)?.has(callee.slice(callee.indexOf('.') + 1)) === true;
}

/** A parameter or a method's own name may hide the module's function. */
function isRebound(call: CallItem, name: string): boolean {
  const inside = around(call, 'function');
  if (inside === undefined) return false;
  return (
    inside.parameters.some((parameter) => parameter.name === name) ||
    (ownerOf(inside) === undefined && inside.parent?.kind === 'function')
  );
}

/** Items whose children may be statements. */
const BODIES: ReadonlySet<Item['kind']> = new Set([
  'case',
  'elif',
  'else',
  'finally',
  'function',
  'handler',
  'if',
  'loop',
  'loop-else',
  'module',
  'try',
  'try-else',
  'with',
]);

const ENDS_LINE = /[ \t\f]*(?:$|[\r\n#;])/y;

/** Whether nothing else stands on the call's lines: expression statements are no items. */
function isStatement(call: CallItem, { source }: Code): boolean {
  if (call.parent === undefined || !BODIES.has(call.parent.kind)) return false;
  ENDS_LINE.lastIndex = call.end;
  if (!ENDS_LINE.test(source)) return false;
  let before = call.start - 1;
  while (source[before] === ' ' || source[before] === '\t') before--;
  if (before < 0 || source[before] === ';' || source[before] === ':') return true;
  if (source[before] !== '\n' && source[before] !== '\r') return false;
  while (/\s/.test(source[before] ?? '')) before--;
  return !/[([{,=+\-*/%&|^<>\\]/.test(source[before] ?? '');
}
