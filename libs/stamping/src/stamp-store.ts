import type { Stamps } from './stamps';

/** What stamping needs of the stamps kept. */
export type StampStore = Pick<Stamps, 'stamp' | 'find'>;

/** The world as stamping sees it. */
export interface Stamping {
  readonly stamps: StampStore;
  readonly now: () => Date;
}
