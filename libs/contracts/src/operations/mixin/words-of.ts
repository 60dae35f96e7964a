import type { MixinRequest } from './payloads';

/** What is asked for in words; callers without requirements have the code stand for them, which says nothing in words. */
export function wordsOf({ requirements, code_content }: MixinRequest): string[] {
  const parts = code_content === undefined ? [] : requirementsIn(code_content);
  const isCode = parts.length === requirements.length && parts.every((part, index) => part === requirements[index]);
  return isCode ? [] : requirements;
}

/** The requirements that one text lists. */
export function requirementsIn(text: string): string[] {
  const parts = text.split(/[\n,;]/).map((part) => part.trim());
  return parts.filter((part) => part !== '');
}
