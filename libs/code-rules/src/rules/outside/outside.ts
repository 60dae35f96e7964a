import type { CodeLanguage } from '#contracts';
import { perLanguage } from '../per-language';
import { PYTHON } from './python';
import { SCRIPT } from './script';

type Names = ReadonlySet<string>;

/** What reaches outside the process, or depends on more than its inputs, in one language. Paths are full ones. */
export interface Outside {
  /** Clients of networks, databases and queues, and libraries that start programs. */
  readonly transports: Names;
  /** Parts of these that only compute. */
  readonly harmless: Names;
  /** The one of them that starts programs and comes with the language. */
  readonly programs: string;
  readonly databases: Names;
  /** Names of clients, wherever they are imported from. */
  readonly databaseNames: RegExp;
  /** Methods that fetch rows, whatever has them. */
  readonly rows: readonly string[];
  readonly threads: Names;
  /** Functions that start a program or a thread, whatever was imported for it. */
  readonly starts: RegExp;
  /** Functions that run something later. */
  readonly timers: RegExp;
  readonly logging: Names;
  readonly eventModules: Names;
  readonly eventNames: Names;
  /** Functions of the language itself that reach other machines. */
  readonly requests: Names;
  /** The environment itself, and what is read of it. */
  readonly environment: RegExp;
  /** The environment as a name that can be imported. */
  readonly environmentName: string;
  /** Functions that load settings into the environment. */
  readonly loads: RegExp;
  /** Functions that tell the time. */
  readonly time: RegExp;
  /** Functions that tell the time unless they are given one. */
  readonly timeUnlessGiven: Names;
  readonly chance: RegExp;
  /** Generators of one's own: fine as long as they are given a seed. */
  readonly generators: RegExp;
}

export const OUTSIDE: Readonly<Record<CodeLanguage, Outside>> = perLanguage(PYTHON, SCRIPT);
