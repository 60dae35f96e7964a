import { once } from 'node:events';
import { styleText } from 'node:util';

export type Paint = (style: 'green' | 'red' | 'yellow' | 'dim' | 'bold', text: string) => string;

/** Colours where `stream` is a terminal that wants them (NO_COLOR is respected). */
export function paintFor(stream: NodeJS.WriteStream): Paint {
  return (style, text) => styleText(style, text, { stream });
}

/** One run of the command: where it reads and writes, and when it must end. */
export interface Session {
  readonly json: boolean;
  readonly input: NodeJS.ReadStream;
  readonly paint: Paint;
  /** Fires when the user or the reader of the output wants no more. */
  readonly signal: AbortSignal;
  /** Resolves when standard output is ready for more; rejects when the session has ended. */
  readonly print: (text: string) => Promise<void>;
  /** The same for bytes as they are. */
  readonly write: (bytes: Buffer) => Promise<void>;
  /** To standard error, for people. */
  readonly note: (text: string) => void;
  /** One line on standard error where that is a terminal, in the place of the one before; empty to take it away. */
  readonly status: (text: string) => void;
}

export function openSession(process: NodeJS.Process, json: boolean, signal: AbortSignal): Session {
  const { stdout, stderr, stdin } = process;
  const write = async (output: string | Buffer): Promise<void> => {
    signal.throwIfAborted();
    if (!stdout.write(output)) await once(stdout, 'drain', { signal });
  };
  return {
    json,
    input: stdin,
    paint: paintFor(stdout),
    signal,
    print: (text) => write(`${text}\n`),
    write,
    note: (text) => {
      stderr.write(`${text}\n`);
    },
    status: (text) => {
      if (stderr.isTTY) stderr.write(`\r${text}\u001b[K`);
    },
  };
}

/** `work`, unless the session ends first. */
export async function unlessEnded<Result>(signal: AbortSignal, work: Promise<Result>): Promise<Result> {
  const ended = new AbortController();
  const end = once(signal, 'abort', { signal: ended.signal }).then(() => signal.throwIfAborted());
  end.catch(() => undefined);
  work.catch(() => undefined);
  signal.throwIfAborted();
  try {
    return (await Promise.race([work, end])) as Result;
  } finally {
    ended.abort();
  }
}
