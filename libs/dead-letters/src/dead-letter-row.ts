import type { Addressee, Reason } from './groups/cause';
import type { DeadLetterStatus } from './states/states';

/**
 * One record of a dead-letter topic, read from whichever of the formats in use it was written in. Text is for people
 * and is made storable (`storableText`); `raw` and `original_value` are exact.
 */
export interface DeadLetterRow {
  /** Topic, partition and offset (decimal string, 64 bit) of the dead-letter record: together its identity. */
  readonly dlq_topic: string;
  readonly dlq_partition: number;
  readonly dlq_offset: string;
  /** The broker's timestamp of the dead-letter record. */
  readonly received_at: Date;
  /** Which writer's format it was recognised as, e.g. `ours`; `unknown` where it was none. */
  readonly shape: string;
  /** The exact value of the dead-letter record; empty for a tombstone. */
  readonly raw: Buffer;

  /** Where the failed record was, as far as the writer said. */
  readonly original_topic: string | null;
  readonly original_partition: number | null;
  readonly original_offset: string | null;
  /** The failed record itself; `null` where the writer did not keep it (or kept only a placeholder). */
  readonly original_key: Buffer | null;
  readonly original_value: Buffer | null;
  /** For people: the last value of each name. */
  readonly original_headers: Readonly<Record<string, string>> | null;
  /** All of them exactly (`encodeHeaders`); `null` where the writer kept none, or a program from before they were kept. */
  readonly original_raw_headers: Buffer | null;
  /**
   * `original_value` is byte for byte what failed; with a `null` value it says that what failed was a tombstone. `null`
   * in rows of programs from before it was kept.
   */
  readonly exact: boolean | null;

  /** A stable code to group by, e.g. `invalid_payload`. */
  readonly error_code: string;
  /** The writer's class of error, e.g. `ValidationError`. */
  readonly error_type: string;
  readonly error_message: string;
  /** Where it failed, as the writer's runtime prints it; `null` too in rows of programs that kept none. */
  readonly error_stack: string | null;
  /** What kind of failure it was, e.g. `permanent`. */
  readonly error_category: string;
  readonly correlation_id: string | null;
  readonly event_type: string | null;
  readonly retry_count: number;
  readonly consumer_group: string | null;
  /** When the writer says it failed. */
  readonly failed_at: Date | null;
  /** What it is about people, encrypted; left out: it is about nobody. */
  readonly sealed?: Buffer | null;
  /** Ids of the keys for it. */
  readonly subjects?: readonly string[] | null;
}

/** A row as it is kept. */
export interface StoredDeadLetter extends DeadLetterRow {
  readonly sealed: Buffer | null;
  /** Decimal string; later stored is larger. Also the cursor of `list`. */
  readonly id: string;
  readonly status: DeadLetterStatus;
  /** Failures with the same cause, why they failed and who has to act; `null` until a row of an older program is grouped. */
  readonly group_id: string | null;
  readonly reason: Reason | null;
  readonly addressee: Addressee | null;
  /** The database's clock when the record was stored, and when it was last delivered again. */
  readonly first_seen_at: Date;
  readonly last_seen_at: Date;
  /** The decision that closed the record; all `null` while it is open. */
  readonly closed_at: Date | null;
  readonly closed_by: string | null;
  readonly close_reason: string | null;
  /** The last decision that opened it again; all `null` where there was none. */
  readonly reopened_at: Date | null;
  readonly reopened_by: string | null;
  readonly reopen_reason: string | null;
  /** How often its record had been redriven when it came; 0 for what failed for the first time. */
  readonly attempt: number;
  /** The dead letter whose redriven record came back as this one. */
  readonly previous_id: string | null;
  /** The job that sent its record again, or is about to, and where it is now; all `null` where none has. */
  readonly redrive_id: string | null;
  readonly redrive_topic: string | null;
  readonly redrive_partition: number | null;
  readonly redrive_offset: string | null;
  readonly redriven_at: Date | null;
  /** When its readers were first seen to be past it. */
  readonly redrive_seen_at: Date | null;
}

/** Who decides about dead letters, and why. */
export interface Decision {
  readonly actor: string;
  readonly reason: string;
}

/** The open records of one dead-letter topic. */
export interface OpenCount {
  readonly dlq_topic: string;
  readonly open: number;
  /** When the one that was stored first came. */
  readonly oldest_received_at: Date;
  /** The one stored last. */
  readonly newest: Pick<StoredDeadLetter, 'id' | 'received_at' | 'error_code' | 'error_message'>;
}

export interface DeadLetterFilter {
  readonly topic?: string;
  readonly code?: string;
  readonly correlation_id?: string;
  readonly group?: string;
  readonly status?: DeadLetterStatus;
  readonly reason?: Reason;
  readonly addressee?: Addressee;
  /** Only rows stored before the one with this id: the `id` of the last row of the page before. */
  readonly before?: string;
  readonly limit: number;
}
