import { type CallItem, type Code, type HandlerItem, type Item, lastName, type Value } from '#code-model';
import type { Finding, Subject } from '../rule';
import { isOnexFile } from './nodes';

const BROAD = /^(?:builtins\.)?(?:Exception|BaseException)$/;

function isBroad({ types }: HandlerItem): boolean {
  return types.length === 0 || types.some((type) => BROAD.test(type));
}

/** Clauses that catch everything and do nothing. */
export function* swallowed({ code }: Subject): Iterable<Finding> {
  for (const handler of code.all('handler')) {
    if (!isBroad(handler) || !doesNothing(handler)) continue;
    yield { at: headOf(handler, code), message: `${caught(handler, code)} and nothing is done about it` };
  }
}

function doesNothing({ statements, children }: HandlerItem): boolean {
  const goesOn = children.every((child) => child.kind !== 'jump' || child.jump === 'continue');
  return goesOn && statements.every((kind) => kind === 'pass' || kind === 'ellipsis' || kind === 'jump');
}

/** Clauses that catch everything, and neither raise, nor answer with the failure, nor hand the exception on. */
export function* unreported(subject: Subject): Iterable<Finding> {
  const { code } = subject;
  if (!isOnexFile(subject)) return;
  for (const handler of code.all('handler')) {
    const isSilent = code.language === 'python' ? !doesNothing(handler) && !reports(handler, code) : onlyLogs(handler);
    if (!isBroad(handler) || !isSilent) continue;
    yield { at: headOf(handler, code), message: `${caught(handler, code)} but nobody learns of it` };
  }
}

function reports(handler: HandlerItem, code: Code): boolean {
  const calls: CallItem[] = [];
  if (answers(handler, code, calls)) return true;
  const logged = calls.filter(({ callee }) => isLog(callee));
  return (logged.length === 0 && calls.length > 0) || handsOn(handler, logged, code);
}

/** Whether something inside raises, yields or returns more than nothing; collects the calls on the way. */
function answers({ children }: Item, code: Code, calls: CallItem[]): boolean {
  return children.some((item) => {
    if (item.kind === 'raise' || item.kind === 'yield') return true;
    if (item.kind === 'return' && item.value !== undefined && saysSomething(item.value, code)) return true;
    if (item.kind === 'call') calls.push(item);
    return answers(item, code, calls);
  });
}

/** Nothing, a flag, a number or an empty value says nothing about what failed. */
const SILENT: ReadonlySet<Value['kind']> = new Set(['none', 'boolean', 'number']);
const MAYBE_EMPTY: ReadonlySet<Value['kind']> = new Set(['dict', 'list', 'string', 'tuple']);

function saysSomething(value: Value, code: Code): boolean {
  if (SILENT.has(value.kind)) return false;
  return !MAYBE_EMPTY.has(value.kind) || code.text(value).replace(/\s/g, '').length > 2;
}

const LOG_METHOD = /(?:^|\.)\w*log(?:ger|ging)?(?:\(\))?\.(?:critical|debug|error|exception|info|log|warn|warning)$/i;
const LOG_FUNCTION =
  /(?:^|\.)(?:_?emit_log_event\w*|_?log_(?:critical|debug|error|event|exception|info|warning)|print)$/;

function isLog(callee: string): boolean {
  return LOG_METHOD.test(callee) || LOG_FUNCTION.test(callee);
}

/**
 * Nothing but entries in a log. A TypeScript `catch` cannot name what it expects, so whoever does anything else about a
 * failure is believed to have expected it.
 */
function onlyLogs({ children, statements }: HandlerItem): boolean {
  return (
    children.length > 0 &&
    statements.every((kind) => kind === 'expression') &&
    children.every((item) => item.kind === 'call' && (isLog(item.callee) || item.callee.startsWith('console.')))
  );
}

/** The exception is used for more than a log entry. Plain names are no items, so this looks at the text in between. */
function handsOn(handler: HandlerItem, logged: readonly CallItem[], code: Code): boolean {
  const { name, start, end } = handler;
  if (name === undefined || !/^\w+$/.test(name)) return false;
  let text = '';
  let from = start;
  for (const call of logged) {
    if (call.start < from) continue;
    text += code.source.slice(from, call.start);
    from = call.end;
  }
  text += code.source.slice(from, end);
  const body = text.replace(/#[^\r\n]*/g, '').replace(/^[^:]*:/, '');
  return new RegExp(`\\b${name}\\b`).test(body);
}

/** The line of the clause, without its body. */
function headOf(
  { start, end }: HandlerItem,
  { source, language }: Code,
): { readonly start: number; readonly end: number } {
  const colon = source.indexOf(language === 'python' ? ':' : '{', start);
  return { start, end: colon < 0 ? end : Math.min(end, colon + 1) };
}

function caught({ types }: HandlerItem, { language }: Code): string {
  return types.length === 0 || language !== 'python'
    ? 'Everything is caught'
    : `\`${lastName(types.find((type) => BROAD.test(type)) ?? '')}\` is caught`;
}
