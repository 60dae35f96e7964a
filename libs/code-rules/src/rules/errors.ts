import {
  around,
  type CallItem,
  type FunctionItem,
  type HandlerItem,
  type Item,
  lastName,
  ownerOf,
  type RaiseItem,
} from '#code-model';
import { setOf } from '#text';
import { type Finding, levels, type Rule, type Subject } from '../rule';
import { callsNamed } from './calls';
import { importedNames } from './imported-names';
import { nodesOf } from './nodes';
import { pythonOnly } from './python-only';
import { isInside } from './scope';
import { saysUnimplemented } from './stubs';
import { swallowed, unreported } from './swallowed-errors';
import { unguardedEntries } from './unguarded-entries';

/** What happens when something fails. */
export const ERRORS: readonly Rule[] = [
  {
    id: 'ERR-001',
    title: 'An except clause names no exception',
    dimension: 'compliance',
    severity: levels('E/E'),
    hint: 'name the exceptions that can be handled here; except Exception at the very least',
    source:
      'omnibase_core scripts/validation/validate-exception-handling.py. Also where the exception is raised again, which E722 leaves alone: KeyboardInterrupt and SystemExit pass through such a clause too',
    check: pythonOnly(bareClauses),
  },
  {
    id: 'ERR-002',
    title: 'Every exception is swallowed',
    dimension: 'compliance',
    severity: levels('E/E'),
    hint: 'catch only what is expected here, and log it, raise it or answer with the failure',
    source:
      'omnibase_core scripts/validation/check_no_fallbacks.py. A clause for Exception, BaseException or everything whose body is only pass, an ellipsis (which S110 and S112 do not know) or continue; clauses for specific exceptions are left alone. Of TypeScript an empty catch without a comment, by biome',
    check: pythonOnly(swallowed),
  },
  {
    id: 'ERR-003',
    title: 'Any exception is caught and reported to nobody who could act',
    dimension: 'compliance',
    severity: levels('W/W'),
    hint: 'after logging, raise a ModelOnexError from the exception or return a result that carries the failure',
    source:
      'omnibase_core scripts/validation/validate_no_except_swallow.py and check_no_fallbacks.py. Raising, returning something made for the failure, or handing the exception on all count as reporting; BLE001 takes an entry in a log for it, and no answer. Two of five real effect handlers do it: never an error. Of TypeScript, whose catch cannot name what it expects, only clauses in files of nodes that do nothing but log',
    check: unreported,
  },
  {
    id: 'ERR-004',
    title: 'A built-in exception is raised',
    dimension: 'compliance',
    severity: levels('W/W'),
    hint: 'raise ModelOnexError with an error code from EnumCoreErrorCode',
    source:
      'omnibase_core scripts/validation/check_error_raising.py and validate-onex-error-compliance.py. What Pydantic asks of validators and Python asks of special methods is left alone; TRY002 knows Exception and BaseException only. Of TypeScript, which has no ModelOnexError of its own, an info in nodes',
    check: builtInRaises,
  },
  {
    id: 'ERR-005',
    title: 'A ModelOnexError has no error code',
    dimension: 'compliance',
    severity: levels('W/W'),
    hint: 'give the error a code: ModelOnexError(message=..., error_code=EnumCoreErrorCode....)',
    source:
      'omnibase_core docs/conventions/ERROR_HANDLING_BEST_PRACTICES.md. A missing cause in a handler is found by SEM-003',
    check: errorsWithoutCode,
  },
  {
    id: 'ERR-006',
    title: 'The entry method lets every failure through',
    dimension: 'compliance',
    severity: levels('i/W'),
    hint: 'handle failures of what the entry method waits for: a try around it, with a ModelOnexError or a failed result',
    source:
      'omniclaude agents/ fixture of phase 4 for missing error handling. Only effects and orchestrators that wait for something, and only where no method of the class has a try or a decorator stands in for it',
    check: unguardedEntries,
  },
  {
    id: 'ERR-007',
    title: 'A missing import becomes None',
    dimension: 'compliance',
    severity: levels('W/W'),
    hint: 'require the package, or raise an error that names it where it is needed',
    source: 'omnibase_core scripts/validation/validate_no_import_none_fallback.py',
    check: pythonOnly(missingImports),
  },
];

const EXCEPT = 'except'.length;

function* bareClauses({ code }: Subject): Iterable<Finding> {
  for (const { types, start } of code.all('handler')) {
    if (types.length > 0) continue;
    yield { at: { start, end: start + EXCEPT }, message: 'A bare `except:` catches even the request to stop' };
  }
}

/** What upstream lists, without the exceptions that steer Python itself (`StopIteration`, `SystemExit` …). */
const BUILT_IN: ReadonlySet<string> = new Set(
  `ArithmeticError AssertionError AttributeError BaseException ConnectionError EOFError Exception FileExistsError
  FileNotFoundError FloatingPointError ImportError IndexError InterruptedError IOError IsADirectoryError KeyError
  LookupError MemoryError ModuleNotFoundError NameError NotADirectoryError OSError OverflowError PermissionError
  ProcessLookupError RecursionError ReferenceError RuntimeError SystemError TimeoutError TypeError UnicodeError
  ValueError ZeroDivisionError`.split(/\s+/),
);
const VALIDATOR = /^(?:(?:field|model|root)_)?validator(?:\(\))?$/;
const OF_VALIDATORS: ReadonlySet<string> = new Set(['ValueError', 'AssertionError', 'TypeError']);
/** What Python expects of `__getattr__`, `__getitem__`, `__hash__` and the like. */
const OF_SPECIAL_METHODS: ReadonlySet<string> = new Set(['AttributeError', 'IndexError', 'KeyError', 'TypeError']);

function* builtInRaises(subject: Subject): Iterable<Finding> {
  const { code } = subject;
  if (code.language !== 'python') return yield* plainErrors(subject);
  const imported = importedNames(code);
  for (const item of code.all('raise')) {
    const name = item.type?.replace(/^builtins\./, '');
    if (name === undefined || !BUILT_IN.has(name) || imported.has(name) || isExpected(item, name)) continue;
    yield { at: item, message: `\`${name}\` is raised instead of a ModelOnexError`, detail: detailOf(name) };
  }
}

const PLAIN = setOf('AggregateError Error EvalError RangeError ReferenceError SyntaxError TypeError URIError');

/** TypeScript has no ModelOnexError of its own, so only nodes are told, and only by an info. */
function* plainErrors(subject: Subject): Iterable<Finding> {
  const classes: ReadonlySet<Item> = new Set(nodesOf(subject).map(({ item }) => item));
  if (classes.size === 0) return;
  const imported = importedNames(subject.code);
  for (const item of subject.code.all('raise')) {
    const name = item.type ?? '';
    if (!PLAIN.has(name) || imported.has(name) || saysUnimplemented(item) || !isInside(item, classes)) continue;
    const message = `\`${name}\` is thrown instead of an error with a code`;
    yield { at: item, message, detail: detailOf(name), severity: 'info' };
  }
}

/** Nobody can catch the general ones without catching everything. */
function detailOf(name: string): string {
  return /^(?:(?:Base)?Exception|Error)$/.test(name) ? 'general exception' : 'built-in exception';
}

function isExpected(item: RaiseItem, name: string): boolean {
  const inside = around(item, 'function');
  if (inside === undefined) return false;
  const validates = inside.decorators.some(({ path }) => VALIDATOR.test(lastName(path)));
  if (validates && OF_VALIDATORS.has(name)) return true;
  if (isAskedFor(inside) && OF_SPECIAL_METHODS.has(name)) return true;
  const isProperty = inside.decorators.some(({ path }) => PROPERTY.test(path));
  return isProperty && name === 'AttributeError';
}

const PROPERTY = /(?:^|\.)(?:(?:cached_)?property|setter|getter|deleter)$/;

/** A special method of a class, or one of the two that a module may have. */
function isAskedFor(inside: FunctionItem): boolean {
  if (ownerOf(inside) !== undefined) return /^__(?!init__|new__|call__)\w+__$/.test(inside.name);
  return inside.parent?.kind === 'module' && /^__(?:getattr|dir)__$/.test(inside.name);
}

const ONEX_ERRORS = ['ModelOnexError', 'OnexError'];

function* errorsWithoutCode(subject: Subject): Iterable<Finding> {
  const isScript = subject.code.language !== 'python';
  for (const { call } of callsNamed(subject, ONEX_ERRORS)) {
    if (hasCode(call) || (isScript && call.arguments[0]?.value.kind === 'name')) continue;
    yield { at: call, message: `\`${lastName(call.callee)}\` is made without an error code` };
  }
}

const CODE_NAMES = setOf('code errorCode error_code');

/** By keyword, as one of two positional arguments, or perhaps among spread ones. */
function hasCode({ arguments: given }: CallItem): boolean {
  const named = given.some(({ name, spread }) => spread || CODE_NAMES.has(name));
  return named || given.filter(({ name }) => name === '').length > 1;
}

const IMPORT_ERROR = /^(?:ImportError|ModuleNotFoundError)$/;

function* missingImports({ code }: Subject): Iterable<Finding> {
  for (const handler of code.all('handler')) {
    if (!handler.types.some((type) => IMPORT_ERROR.test(type))) continue;
    for (const { item, name } of emptied(handler)) {
      yield { at: item, message: `\`${name}\` is None when its package is missing` };
    }
  }
}

function emptied({ children }: HandlerItem): { readonly item: Item; readonly name: string }[] {
  return children.flatMap((item) => {
    if (item.kind !== 'assign' || item.value?.kind !== 'none') return [];
    const name = item.targets.find((target) => /^\w+$/.test(target));
    return name === undefined ? [] : [{ item, name }];
  });
}
