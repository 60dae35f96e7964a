import { lastName, ownerOf, type Code } from '../../code/code';
import type { FunctionItem, Item, Span, Value } from '../../code/items';
import type { Finding, Subject } from '../rule';

/** Functions that were meant to be written later. */
export function* stubs({ code, nodes, isSnippet }: Subject): Iterable<Finding> {
  const nodeClasses: ReadonlySet<Item> = new Set(nodes.map(({ item }) => item));
  const marks = code.comments.filter((comment) => MARK.test(code.text(comment)));
  for (const item of code.all('function')) {
    if (mayBeEmpty(item)) continue;
    const body = emptyBody(item);
    const owner = ownerOf(item);
    if (body !== undefined) {
      const isSoft = item.returns === 'None' || isSnippet;
      const inNode = owner !== undefined && nodeClasses.has(owner);
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
    } else if (isUnfinished(item, marks)) {
      yield { at: item.nameSpan, message: `\`${item.name}\` is marked as unfinished`, detail: 'unfinished' };
    }
  }
}

const MARK = /\b(?:TO-?DO|FIXME|XXX)\b/;
const DECLARING: ReadonlySet<string> = new Set([
  'abstractclassmethod',
  'abstractmethod',
  'abstractproperty',
  'abstractstaticmethod',
  'overload',
]);
const DECLARING_BASES: ReadonlySet<string> = new Set(['ABC', 'ABCMeta', 'Protocol']);

/** Declarations, and special methods whose being there is what counts. */
function mayBeEmpty(item: FunctionItem): boolean {
  if (item.name.startsWith('__') && item.name.endsWith('__') && item.name !== '__init__') return true;
  if (item.decorators.some(({ path }) => DECLARING.has(lastName(path)))) return true;
  return ownerOf(item)?.bases.some((base) => DECLARING_BASES.has(lastName(base))) ?? false;
}

function emptyBody({ statements, docstring }: FunctionItem): string | undefined {
  const [only, ...others] = statements;
  if (only === undefined) return docstring === undefined ? undefined : 'a docstring';
  if (others.length > 0) return undefined;
  if (only === 'pass') return '`pass`';
  return only === 'ellipsis' ? '`...`' : undefined;
}

function notImplemented({ children }: FunctionItem): Span | undefined {
  return children.find((child) => child.kind === 'raise' && lastName(child.type ?? '') === 'NotImplementedError');
}

/** A docstring that says so, or a remark above a single answer that stands for nothing. */
function isUnfinished(item: FunctionItem, marks: Code['comments']): boolean {
  if (MARK.test(item.docstring ?? '')) return true;
  const [only, ...others] = item.statements;
  if (only !== 'return' || others.length > 0) return false;
  const answer = item.children.find((child) => child.kind === 'return');
  return isPlaceholder(answer?.kind === 'return' ? answer.value : undefined) && anyWithin(marks, item);
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
