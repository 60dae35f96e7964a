import type { Stamps } from './stamps';

/** What stamping needs of the stamps kept. */
export type StampStore = Pick<Stamps, 'stamp' | 'find'>;

/** The world as stamping sees it. */
export interface Stamping {
  readonly stamps: StampStore;
  readonly now: () => Date;
  /** Of one content; as much as fits into a message where it is left out. */
  readonly maxContentBytes?: number;
}
