import type { StampTable } from '#event-store';

/** What stamping needs of the stamp table. */
export type StampStore = Pick<StampTable, 'stamp' | 'find'>;

/** The world as stamping sees it. */
export interface Stamping {
  readonly stamps: StampStore;
  readonly now: () => Date;
}
