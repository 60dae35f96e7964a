import type { EventKind } from './event-log-module';

/** What the envelope of an event says about it; `null` where it says nothing that can be kept. */
export interface EventMetadata {
  readonly envelopeId: string | null;
  readonly correlationId: string | null;
  readonly causationId: string | null;
  readonly sessionId: string | null;
  readonly traceId: string | null;
  readonly eventType: string | null;
  /** The program that sent it. */
  readonly source: string | null;
  readonly schemaVersion: string | null;
  /** When it happened, by its sender's clock. */
  readonly eventTime: Date | null;
  /** Why the value says nothing of this; `null` where it could be read. */
  readonly unreadable: string | null;
}

/** Of an event that says nothing about itself. */
export const NO_METADATA: EventMetadata = {
  envelopeId: null,
  correlationId: null,
  causationId: null,
  sessionId: null,
  traceId: null,
  eventType: null,
  source: null,
  schemaVersion: null,
  eventTime: null,
  unreadable: null,
};

/** An event to be appended. */
export interface NewEvent extends EventMetadata {
  /** 16 bytes, a UUID; see `eventId`. */
  readonly id: Buffer;
  readonly kind: EventKind;
  readonly topic: string;
  readonly partition: number;
  readonly offset: bigint;
  /** The record's timestamp; `null` where the broker has none. */
  readonly kafkaTime: Date | null;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  /** The JSON that a framed value stands for; left out: the value says it itself. */
  readonly said?: Buffer;
  /** As the record has them in Kafka's format; `null` where it has none. */
  readonly headers: Buffer | null;
  /** Of the keys that key, value and headers are sealed with; left out: they are not. */
  readonly keyIds?: readonly bigint[];
}

/**
 * `sealed`: not opened here. `open`: it was, and is shown as it came. `partly`: somebody whom it is about was erased, and
 * the value is what is about others alone, by JSON pointer. `erased`: somebody whom it is about was erased.
 * `locked`: this program has no master key for it, or what is stored was altered. `null`: it is about nobody.
 */
export const SEALS = ['sealed', 'open', 'partly', 'erased', 'locked'] as const;
export type Seal = (typeof SEALS)[number] | null;

/** An event of the log. */
export interface LoggedEvent extends Omit<NewEvent, 'id' | 'offset' | 'keyIds'> {
  readonly seal: Seal;
  /** Decimal. Nothing is ever added before a position that can be read. */
  readonly position: string;
  readonly recordedAt: Date;
  /** UUID. */
  readonly eventId: string;
  /** Decimal. */
  readonly offset: string;
}

/** An event for people: of key and value the beginning, headers only where they are short. */
export interface EventExcerpt extends LoggedEvent {
  /** Of the whole value; `null` where it has none. */
  readonly valueBytes: number | null;
}
