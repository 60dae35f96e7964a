/**
 * What was done to the chain. `edit`: an entry or its link has other content; `delete`: it is gone; `insert`: one has no
 * place in the chain; `swap`: two have changed places; `truncation`: the end is gone; `replacement`: the chain is not
 * the one that was signed; `checkpoint`: a checkpoint is not signed by a known key.
 */
export type FaultKind = 'edit' | 'delete' | 'insert' | 'swap' | 'truncation' | 'replacement' | 'checkpoint';

export interface Fault {
  readonly kind: FaultKind;
  /** The first position that is wrong; of what is gone, the last one before it. */
  readonly position: bigint;
  /** In the chain, from 1; `null` for an entry that has no place in it. */
  readonly number: bigint | null;
  /** 16 bytes, where it is known. */
  readonly eventId: Buffer | null;
  /** A sentence fragment. */
  readonly says: string;
}
