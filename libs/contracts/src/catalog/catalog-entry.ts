import type { JsonObject } from '../json';
import type { Deprecation } from '../older-versions';
import type { PayloadClass } from '../schemas';

/** Who the bus belongs to, one word each; the second word of a topic's name in the dotted style. */
export const DOMAINS = [
  'codegen',
  'intelligence',
  'bridge',
  'search',
  'onex',
  'audit',
  'system',
  'service',
  'infra',
  'hooks',
  'nats',
] as const;
export type Domain = (typeof DOMAINS)[number];

/** The programs of this repository that read or write topics by themselves. */
export const WORKERS = ['intelligence', 'bridge', 'coordinator', 'dlq-monitor', 'recorder'] as const;
export type Worker = (typeof WORKERS)[number];

/** What kind of conversation an entry belongs to. */
export const PATTERNS = ['request', 'response', 'event', 'audit', 'status', 'dlq'] as const;
export type Pattern = (typeof PATTERNS)[number];

/** Where an entry is found: a topic in one style, or a NATS subject. */
export interface Place {
  /** A topic style of `topic-styles.ts`, `hooks`, or `nats`. */
  readonly style: string;
  /** Topic or subject; `{env}` stands for the environment, `{session_id}` for an id. */
  readonly name: string;
}

/** The source documents (docs/glossary.md). */
export type SourceDocument = 'architecture' | 'event schemas' | 'guide' | 'NATS contracts' | 'quick reference';

/** A payload that must be refused, and how. */
export interface InvalidSample {
  /** A sentence fragment: "score above one". */
  readonly why: string;
  readonly payload: unknown;
  /** JSON pointer of the member at fault, as the check reports it; `''` is the payload itself. */
  readonly path: string;
  /** Part of the check's message, e.g. `must be <= 1`. */
  readonly message: string;
}

/** Everything the project knows about one kind of message. Partitions, retention and compression: see `figures.ts`. */
export interface CatalogEntry {
  /**
   * Unique and stable: `{domain}.{pattern}.{operation}`, e.g. `codegen.request.validate`; `audit.{operation}`, as audit
   * topics have no word for the pattern. A major version after the first is named behind it: `.v2`.
   */
  readonly name: string;
  readonly domain: Domain;
  readonly pattern: Pattern;
  /** Semantic version of the payload's schema. Its major is the topic's; a compatible change moves the minor. */
  readonly version: string;
  /** It has a successor, beside which it is published until its end. */
  readonly deprecated?: Deprecation;
  /** One sentence: what it says, and when it is sent. */
  readonly summary: string;
  /** Where it is sent to; an older name of the same style stands after the one in use. */
  readonly places: readonly Place[];
  readonly payload: PayloadClass;
  /** Value of the envelope's `event_type` where it is not the topic's name. */
  readonly eventType?: string;
  /** What the record's key is, e.g. `correlation_id`; `null` where records have none. */
  readonly key: string | null;
  readonly partitions: number;
  /** Days a record is kept on its topic; `null`: kept for good. */
  readonly retentionDays: number | null;
  readonly compression: 'gzip' | 'none';
  /** Of the records with one key the topic keeps the last, however old it is. */
  readonly compacted?: true;
  /** It is evidence: the event log keeps it for ever in the audit chain, as it does what is on audit topics. */
  readonly audited?: true;
  /** Names of services, ours and others. */
  readonly producers: readonly string[];
  readonly consumers: readonly string[];
  /** On a request: the name of the entry that answers it. */
  readonly answeredBy?: string;
  /** A payload that conforms; the samples of one payload class show all of its members between them. */
  readonly sample: JsonObject;
  /** At least two that do not. */
  readonly invalid: readonly InvalidSample[];
  /** Source documents that name it. */
  readonly sources: readonly SourceDocument[];
}

/** Whether a service writes or reads that kind of message. */
export function takesPart({ producers, consumers }: CatalogEntry, service: string): boolean {
  return producers.includes(service) || consumers.includes(service);
}
