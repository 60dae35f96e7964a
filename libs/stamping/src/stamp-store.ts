import type { StampRow, Stamps } from './stamps';

/** What stamping needs of the stamps kept. */
export type StampStore = Pick<Stamps, 'stamp' | 'find' | 'anywhere'>;

/** The world as stamping sees it. */
export interface Stamping {
  readonly stamps: StampStore;
  readonly now: () => Date;
  /** Of one content; as much as fits into a message where it is left out. */
  readonly maxContentBytes?: number;
  /** Whether `stamps` signs: then drafts need the SHA-256 of their contents. */
  readonly isSigned?: boolean;
  /** Left out: a stamp that is there is valid. */
  readonly judge?: Judge;
}

/** Why a stamp that is there is not valid, with what it should be and is. */
export interface StampFault {
  readonly reason: 'signature_invalid' | 'unknown_key' | 'revoked';
  readonly expected: string | null;
  readonly found: string | null;
}

/** The stamp with its signature, and what is wrong with it. */
export type Judge = (row: StampRow) => Promise<{ readonly row: StampRow; readonly fault?: StampFault }>;
