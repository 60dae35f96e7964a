import type { CodeLanguage } from '#contracts';

/** What a check has to know of each language; JavaScript's table is TypeScript's. */
export function perLanguage<T>(python: T, script: T): Readonly<Record<CodeLanguage, T>> {
  return { python, typescript: script, javascript: script };
}
