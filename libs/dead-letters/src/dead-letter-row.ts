export type DeadLetterStatus = 'open' | 'resolved';

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
  readonly original_headers: Readonly<Record<string, string>> | null;

  /** A stable code to group by, e.g. `invalid_payload`. */
  readonly error_code: string;
  /** The writer's class of error, e.g. `ValidationError`. */
  readonly error_type: string;
  readonly error_message: string;
  /** What kind of failure it was, e.g. `permanent`. */
  readonly error_category: string;
  readonly correlation_id: string | null;
  readonly event_type: string | null;
  readonly retry_count: number;
  readonly consumer_group: string | null;
  /** When the writer says it failed. */
  readonly failed_at: Date | null;
}

/** A row as it is kept. */
export interface StoredDeadLetter extends DeadLetterRow {
  /** Decimal string; later stored is larger. Also the cursor of `list`. */
  readonly id: string;
  readonly status: DeadLetterStatus;
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
  /** The one stored last. */
  readonly newest: Pick<StoredDeadLetter, 'id' | 'received_at' | 'error_code' | 'error_message'>;
}

export interface DeadLetterFilter {
  readonly topic?: string;
  readonly code?: string;
  readonly correlation_id?: string;
  readonly status?: DeadLetterStatus;
  /** Only rows stored before the one with this id: the `id` of the last row of the page before. */
  readonly before?: string;
  readonly limit: number;
}
