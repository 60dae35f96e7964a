import type { Query } from '#storage';
import type { EventExcerpt } from '../event';

/** What came of events that a projection has read. */
export interface Applied {
  /** That say something that can be kept; one that comes again is one of them. */
  readonly applied: number;
  /** That do not. */
  readonly passedOver: number;
}

/** Rows of a projection, as they are compared. */
export interface ProjectedRows {
  readonly table: string;
  /** Tells them apart and orders them, in one generation. */
  readonly key: { readonly name: string; readonly type: 'bigint' | 'text' };
  /** What is compared of them: all but the generation. */
  readonly columns: string;
}

/**
 * What is made of the events of one topic, in the order of their positions. Its rows have a column `generation`: they are
 * built anew beside those in use. The same events make the same rows, however they are cut into pages.
 */
export interface Projection {
  readonly name: string;
  readonly topic: string;
  readonly rows: readonly ProjectedRows[];
  /** Puts events into the rows of a generation, in the transaction of `query`. Never throws because of what they say. */
  apply(query: Query, generation: number, events: readonly EventExcerpt[]): Promise<Applied>;
  /** Takes the events at these positions out of the rows of every generation, as if they had never been. */
  forget(query: Query, positions: readonly string[]): Promise<void>;
}
