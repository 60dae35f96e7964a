import type { Code, FunctionItem } from '#code-model';

const LONGEST_MODIFIERS = 200;
const WORDS = /[^;{}\r\n]*$/;

/** The words in front of a TypeScript method's name: `private`, `static`, `get`. */
export function modifiersOf({ nameSpan }: FunctionItem, { source }: Code): ReadonlySet<string> {
  const before = source.slice(Math.max(0, nameSpan.start - LONGEST_MODIFIERS), nameSpan.start);
  return new Set((WORDS.exec(before)?.[0] ?? '').split(/\s+/));
}

/** Whether a function or method is for others: no `_name` or `#name`, and of TypeScript not `private` or `protected`. */
export function isPublic(item: FunctionItem, code: Code): boolean {
  if (/^[_#]/.test(item.name)) return false;
  if (code.language === 'python') return true;
  const modifiers = modifiersOf(item, code);
  return !modifiers.has('private') && !modifiers.has('protected');
}
