import {
  type ClassItem,
  type Code,
  type FunctionItem,
  type Item,
  lastName,
  ownerOf,
  type RaiseItem,
  type Span,
  type Value,
} from '#code-model';
import type { Finding, Subject } from '../rule';
import { nodesOf } from './nodes';

/** Functions that were meant to be written later. */
export function* stubs(subject: Subject): Iterable<Finding> {
  const { code, isSnippet, declares } = subject;
  if (declares) return;
  const nodeClasses: ReadonlySet<Item> = new Set(nodesOf(subject).map(({ item }) => item));
  const marks = code.comments.filter((comment) => MARK.test(code.text(comment)));
  for (const item of code.all('function')) {
    if (mayBeEmpty(item, code)) continue;
    const owner = ownerOf(item);
    const inNode = owner !== undefined && nodeClasses.has(owner);
    const body = emptyBody(item, inNode, code);
    if (body !== undefined) {
      const isSoft = item.returns === 'None' || isSnippet;
      const isInfo = item.name === '__init__' || (isSoft && !inNode);
      yield {
        at: item.nameSpan,
        message: `\`${item.name}\` has no body but ${body}`,
        detail: 'empty body',
        ...(isInfo && { severity: 'info' }),
      };
      continue;
    }
    const later = notImplemented(item);
    if (later !== undefined) {
      yield { at: later, message: `\`${item.name}\` is not implemented`, detail: 'NotImplementedError' };
    } else if (isUnfinished(item, marks, code)) {
      yield { at: item.nameSpan, message: `\`${item.name}\` is marked as unfinished`, detail: 'unfinished' };
    }
  }
}

const MARK = /\b(?:TO-?DO|FIXME|XXX)\b/;
/** As a remark to those who go on with it, not as a word of a sentence: a function may well keep a TODO list. */
const MARKED =
  /(?:^|[\r\n.!?]\s*)(?:TO-?DO|FIXME|XXX)\b(?!\s+(?:apps?|comments?|entr|files?|items?|lists?|markers?|notes?|tags?)\b)|\b(?:TO-?DO|FIXME|XXX)\s*[:(]/;
const DECLARING: ReadonlySet<string> = new Set([
  'abstractclassmethod',
  'abstractmethod',
  'abstractproperty',
  'abstractstaticmethod',
  'overload',
]);
const DECLARING_BASES: ReadonlySet<string> = new Set(['ABC', 'ABCMeta', 'Protocol']);

/** Declarations, and special methods whose being there is what counts. */
function mayBeEmpty(item: FunctionItem, code: Code): boolean {
  if (item.name.startsWith('__') && item.name.endsWith('__') && item.name !== '__init__') return true;
  if (item.decorators.some(({ path }) => DECLARING.has(lastName(path)))) return true;
  if (isForTypesOnly(item)) return true;
  const owner = ownerOf(item);
  if (owner !== undefined && isAbstract(owner, code)) return true;
  return owner?.bases.some((base) => DECLARING_BASES.has(lastName(base))) ?? false;
}

const FOR_TYPES = /^(?:\w+\.)?TYPE_CHECKING$/;
const NOT_FOR_TYPES = /^not\s+(?:\w+\.)?TYPE_CHECKING$/;

/** Below `if TYPE_CHECKING`, which never runs. */
function isForTypesOnly(item: Item): boolean {
  for (let at = item.parent, below: Item = item; at !== undefined; below = at, at = at.parent) {
    const isOtherwise = below.kind === 'else' || below.kind === 'elif';
    if (at.kind === 'if' && (isOtherwise ? NOT_FOR_TYPES : FOR_TYPES).test(at.condition.trim())) return true;
  }
  return false;
}

function isAbstract({ start }: ClassItem, { language, source }: Code): boolean {
  return language !== 'python' && /^abstract\b/.test(source.slice(start, start + 'abstract '.length));
}

/** Doing nothing is what many functions of TypeScript are for; only a node's methods are there for something. */
function emptyBody(
  { statements, docstring, name }: FunctionItem,
  inNode: boolean,
  { language }: Code,
): string | undefined {
  if (language !== 'python') {
    return inNode && statements.length === 0 && name !== 'constructor' ? 'braces' : undefined;
  }
  const [only, ...others] = statements;
  if (only === undefined) return docstring === undefined ? undefined : 'a docstring';
  if (others.length > 0) return undefined;
  if (only === 'pass') return '`pass`';
  return only === 'ellipsis' ? '`...`' : undefined;
}

function notImplemented({ children }: FunctionItem): Span | undefined {
  return children.find((child) => child.kind === 'raise' && saysUnimplemented(child));
}

const UNIMPLEMENTED_ERROR = /^NotImplemented(?:Error|Exception)$/;
const UNIMPLEMENTED =
  /^(?:(?:method|function) )?(?:is )?(?:not (?:yet )?(?:been )?implemented|unimplemented|TO-?DO)\b/i;
const LONGEST_EXCUSE = 60;

/** `NotImplementedError`, or an error that says no more than that. */
export function saysUnimplemented({ type = '', arguments: [first] }: RaiseItem): boolean {
  if (UNIMPLEMENTED_ERROR.test(lastName(type))) return true;
  return type === 'Error' && UNIMPLEMENTED.test(first?.value.text?.slice(0, LONGEST_EXCUSE) ?? '');
}

/** A docstring of Python that says so, or a remark above a single answer that stands for nothing. */
function isUnfinished(item: FunctionItem, marks: Code['comments'], { language }: Code): boolean {
  if (language === 'python' && MARKED.test(item.docstring ?? '')) return true;
  const [only, ...others] = item.statements;
  if (only !== 'return' || others.length > 0) return false;
  const answer = item.children.find((child) => child.kind === 'return');
  return answer?.kind === 'return' && isPlaceholder(answer.value) && anyWithin(marks, item);
}

const CONSTANTS: ReadonlySet<Value['kind']> = new Set(['boolean', 'none', 'number', 'string']);
const EMPTY: ReadonlySet<Value['kind']> = new Set(['dict', 'list', 'tuple']);
const BRACKETS = 2;

function isPlaceholder(value: Value | undefined): boolean {
  if (value === undefined || CONSTANTS.has(value.kind)) return true;
  return EMPTY.has(value.kind) && value.end - value.start === BRACKETS;
}

/** Whether one of `spans`, which are in order, lies inside `around`. */
function anyWithin(spans: readonly Span[], around: Span): boolean {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((spans[middle]?.start ?? 0) < around.start) low = middle + 1;
    else high = middle;
  }
  const next = spans[low];
  return next !== undefined && next.start < around.end;
}
