import type { ExactRecord } from '#contracts';

/** How far a sequence is. */
export interface Mark {
  /** Of the last record that was sent or passed over. */
  readonly position: bigint;
  /** What its sender noted then; empty where it noted nothing. */
  readonly note: string;
}

/** Where a record is that was sent. */
export interface SentTo {
  readonly partition: number;
  /** 64 bit. */
  readonly offset: string;
}

/** The same with its place in the sequence. */
export interface SentPlace extends SentTo {
  readonly position: bigint;
}

/** Sends a sequence of records exactly once, whoever is killed meanwhile. */
export interface SequenceSender {
  /** What was marked when the sequence was opened; `null` at its beginning. */
  readonly mark: Mark | null;
  /**
   * Sends the next records; they and the mark, which may tell where they are, are on the broker together, or neither
   * is. Rejects with the code `message_too_large` where a record does not fit; the sequence must then be opened again.
   */
  send(records: readonly ExactRecord[], markOf: (sentTo: readonly (SentTo | null)[]) => Mark): Promise<void>;
  /** The sequence is complete. */
  forget(): Promise<void>;
  close(): Promise<void>;
}
