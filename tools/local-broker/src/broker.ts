import { Coordinator } from './coordinator';
import { Topics } from './topics';
import { WireReader, WireWriter } from './wire';

/** What every request handler works on. */
export interface Broker {
  readonly node: { readonly id: number; readonly host: string; readonly port: number };
  readonly clusterId: string;
  readonly autoCreateTopics: boolean;
  /** Its settings as Apache Kafka names them, as far as it has them. */
  readonly config: Readonly<Record<string, string>>;
  readonly topics: Topics;
  readonly coordinator: Coordinator;
  readonly now: () => number;
  readonly nextProducerId: () => number;
}

/** One request: its header, where it came from, and the error a test wants in its answer (0 for none). */
export interface Call {
  readonly version: number;
  readonly clientId: string;
  readonly clientHost: string;
  readonly injected: number;
  /** Aborted when the connection is gone: nobody waits for the answer any more. */
  readonly closed: AbortSignal;
}

/** What else than an answer may follow a request: nothing, or the end of the connection. */
export type Outcome = void | 'silent' | 'hang up';

/** Reads the request's body and writes the answer's. */
export type Handler = (request: WireReader, response: WireWriter, call: Call) => Outcome | Promise<Outcome>;
