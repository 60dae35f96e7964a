import type { Session } from './session';

/** A session whose output is kept, without colours. */
export function keptSession(json: boolean): { readonly session: Session; readonly printed: () => string } {
  const printed: string[] = [];
  const session: Session = {
    json,
    input: process.stdin,
    paint: (_style, text) => text,
    signal: new AbortController().signal,
    print: async (text) => void printed.push(text),
    note: () => undefined,
  };
  return { session, printed: () => printed.join('\n') };
}
