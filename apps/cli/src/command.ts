import type { Arguments } from './arguments';
import type { Session } from './session';

export interface Option {
  readonly type: 'string' | 'boolean';
  readonly multiple?: boolean;
  readonly short?: string;
  /** What stands for the value in the help. */
  readonly value?: string;
  readonly says: string;
}

/** Runs to an exit code; throws a failure. */
export type Run = (typed: Arguments, session: Session) => Promise<number>;

export interface Command {
  readonly name: string;
  readonly says: string;
  readonly usage: readonly string[];
  readonly options: Readonly<Record<string, Option>>;
  readonly notes: readonly string[];
  /** Sentences that list what the contracts name, loaded when the help is asked for. */
  words?(): Promise<readonly string[]>;
  /** Loads what the command needs: the help must not wait for a Kafka client. */
  load(): Promise<Run>;
}
