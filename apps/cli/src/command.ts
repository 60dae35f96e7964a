import type { Arguments } from './arguments';
import type { Session } from './session';

export interface Option {
  readonly type: 'string' | 'boolean';
  readonly multiple?: boolean;
  readonly short?: string;
  /** What stands for the value in the help. */
  readonly value?: string;
  readonly says: string;
  /** What it belongs to, else always: verbs (`ls`), options (`--tree`), an argument (`ENTITY`); one of them is enough. */
  readonly of?: readonly string[];
  /** What it does not go with, named in the same way. */
  readonly not?: readonly string[];
}

/** Runs to an exit code; throws a failure. */
export type Run = (typed: Arguments, session: Session) => Promise<number>;

export interface Command {
  readonly name: string;
  readonly says: string;
  readonly usage: readonly string[];
  readonly examples?: readonly string[];
  readonly options: Readonly<Record<string, Option>>;
  /** Other words for its verbs. */
  readonly aliases?: Readonly<Record<string, string>>;
  readonly notes: readonly string[];
  /** Sentences that list what the contracts name, loaded when the help is asked for. */
  words?(): Promise<readonly string[]>;
  /** Loads what the command needs: the help must not wait for a Kafka client. */
  load(): Promise<Run>;
}

/** As the usage has them: `omni dlq ack|resolve ID`. */
export function verbsOf({ name, usage }: Command): readonly string[] {
  const verbs = usage.flatMap((line) => {
    const [first = ''] = line.slice(`omni ${name} `.length).split(' ');
    return /^[a-z][a-z|-]*$/.test(first) ? first.split('|') : [];
  });
  return [...new Set(verbs)];
}
