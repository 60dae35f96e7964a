import type { InboundRecord } from '#contracts';

/**
 * Records in ascending order, and the offset to go on from once they are taken: it lies behind aborted, compacted and
 * control records too. There may be no records, as a sign of life while a lot is passed over.
 */
export interface Piece {
  readonly records: readonly InboundRecord[];
  readonly next: bigint;
}

/** Where records are read. */
export interface Place {
  readonly topic: string;
  readonly partition: number;
}
