import type { CatalogEntry } from './catalog-entry';

type Figures = Pick<CatalogEntry, 'partitions' | 'retentionDays' | 'compression'>;

/**
 * Requests and responses: the guide's deployment script; the architecture document's default is 3 partitions as well.
 */
export const CONVERSATION: Figures = { partitions: 3, retentionDays: 7, compression: 'gzip' };

/** The guide: six partitions keyed by session; progress is soon of no interest. */
export const STATUS: Figures = { partitions: 6, retentionDays: 3, compression: 'gzip' };

/** The guide: few records, kept for forensic work. */
export const DEAD_LETTERS: Figures = { partitions: 1, retentionDays: 30, compression: 'gzip' };

/** Events told to everyone: the architecture document's default. */
export const EVENTS: Figures = { partitions: 3, retentionDays: 7, compression: 'gzip' };

/**
 * Domains with little traffic: the architecture document gives them one partition, which also keeps all of it in order.
 */
export const RARE_EVENTS: Figures = { partitions: 1, retentionDays: 7, compression: 'gzip' };

/** Kept for good: see `docs/contradictions.md`. */
export const AUDIT: Figures = { partitions: 1, retentionDays: null, compression: 'gzip' };

/** NATS has no partitions and does not compress; the days are the stream's. */
export const SUBJECT: Figures = { partitions: 1, retentionDays: 7, compression: 'none' };
