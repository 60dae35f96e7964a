import type { ConnectionOptions } from 'node:tls';

export interface SaslSettings {
  readonly mechanism: 'plain' | 'scram-sha-256' | 'scram-sha-512';
  readonly username: string;
  /** Asked for with each log-in, so that it may be replaced meanwhile. */
  readonly password: () => string;
}

/** What a topic is to be like on the broker. */
export interface TopicSettings {
  /** Default: its own, as the catalog has it. */
  readonly name?: string;
  readonly partitions?: number;
  readonly replicas?: number;
  /** As Kafka spells it, over what the catalog says. */
  readonly config: Readonly<Record<string, string>>;
}

/** How to reach the broker. */
export interface ConnectionSettings {
  readonly brokers: readonly string[];
  readonly clientId: string;
  /** Asked for with each connection, so that certificates may be replaced meanwhile. */
  readonly ssl?: (() => ConnectionOptions) | false;
  readonly sasl?: SaslSettings;
  /** Default true; a broker that forbids idempotent writes (no IDEMPOTENT_WRITE right) needs false. */
  readonly idempotent?: boolean;
  /** By the names that topics have for us; only those that are not to be as in the catalog. */
  readonly topics?: Readonly<Record<string, TopicSettings>>;
}

/** How to consume as a group. */
export interface GroupSettings {
  readonly groupId: string;
  /** Records in work at once over all partitions. */
  readonly maxInFlight: number;
  /** Memory that records in work and those waiting for their key may hold, in bytes as they were received. */
  readonly maxInFlightBytes: number;
  readonly sessionTimeoutMs: number;
  /** Where a group without a committed offset begins. */
  readonly fromBeginning: boolean;
  /** How soon a topic that appears, vanishes, grows or is replaced is noticed, in milliseconds; default 5 s. */
  readonly lookForTopicsMs?: number;
}

/** Structured log lines: facts first, then a short sentence. Facts never contain payloads. */
export interface BusLog {
  debug(facts: object, message: string): void;
  info(facts: object, message: string): void;
  warn(facts: object, message: string): void;
  error(facts: object, message: string): void;
}

export type HandledOutcome = 'answered' | 'refused' | 'dead_lettered' | 'consumed';

/** What the bus counts; label values come from closed sets, except `topic`, which the receiver must bound. */
export interface BusMetrics {
  handled(topic: string, operation: string, outcome: HandledOutcome, seconds: number): void;
  /** A record's timestamp to the beginning of its handling, in seconds. */
  received(topic: string, seconds: number): void;
  /** Whether a request was what its schema says, by the version that it states (`statedVersion`). */
  checked(operation: string, version: string, conforms: boolean): void;
  /** A record of a version that has a successor; `sender` is what it says itself. */
  deprecated(topic: string, sender: string | null): void;
  deadLettered(topic: string, code: string): void;
  retried(topic: string): void;
  /** The broker has a record, so many seconds after it was handed over. */
  published(topic: string, seconds: number): void;
  /** The broker has not taken a record, or cannot be reached; whoever sent it may try again. */
  notPublished(topic: string, reason: SendFailure): void;
  batch(records: number): void;
  committed(seconds: number): void;
  inFlight(records: number): void;
  breaker(open: boolean): void;
  /** The group has shared out its partitions again, which took so many seconds. */
  rebalanced(seconds: number): void;
  /** How far behind the end of a partition; `undefined` when it is no longer ours. */
  lag(topic: string, partition: number, lag: Lag | undefined): void;
}

export type SendFailure = 'unreachable' | 'unknown_topic' | 'message_too_large' | 'refused';

export interface Lag {
  /** Not finished, up to the end of the partition. */
  readonly records: number;
  /** How long the first of them has been waiting; 0 where there is none. */
  readonly seconds: number;
}

const nothing = (): void => undefined;

export const NO_METRICS: BusMetrics = {
  handled: nothing,
  received: nothing,
  checked: nothing,
  deprecated: nothing,
  deadLettered: nothing,
  retried: nothing,
  published: nothing,
  notPublished: nothing,
  batch: nothing,
  committed: nothing,
  inFlight: nothing,
  breaker: nothing,
  rebalanced: nothing,
  lag: nothing,
};
