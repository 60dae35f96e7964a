import type { Session } from './session';

export interface KeptSession {
  readonly session: Session;
  readonly printed: () => string;
  /** As Ctrl-C does. */
  readonly end: () => void;
}

/** A session whose output is kept, without colours. */
export function keptSession(json: boolean): KeptSession {
  const printed: string[] = [];
  const ending = new AbortController();
  const session: Session = {
    json,
    input: process.stdin,
    paint: (_style, text) => text,
    signal: ending.signal,
    print: async (text) => void printed.push(text),
    write: async (bytes) => void printed.push(bytes.toString('latin1')),
    note: () => undefined,
    status: () => undefined,
  };
  return { session, printed: () => printed.join('\n'), end: () => ending.abort() };
}
