import type { RefusalCode } from '#contracts';
import type { NotComparable } from '#event-log';

/** As our encoders write it. In no text of a message: there the quotes are escaped. */
const MARKS: Readonly<Record<string, NotComparable>> = {
  '"kind":"similar_node"': 'learned_nodes',
  '"rule":"engine-timeout"': 'out_of_time',
};

const CODES: Readonly<Partial<Record<RefusalCode, NotComparable>>> = {
  unfinished: 'out_of_time',
  retries_exhausted: 'out_of_time',
};

interface Answer {
  readonly value: string | Buffer | null;
  readonly headers?: Readonly<Record<string, string | Buffer>>;
}

/** What an answer depends on besides its request, by the answer itself; `null`: nothing that it says. */
export function circumstanceOf({ value, headers }: Answer): NotComparable | null {
  const code = headers?.['x-error-code']?.toString();
  const mark = Object.keys(MARKS).find((text) => value?.includes(text) === true);
  return CODES[code as RefusalCode] ?? (mark === undefined ? null : (MARKS[mark] ?? null));
}
