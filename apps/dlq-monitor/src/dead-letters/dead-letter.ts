import type { DeadLetterRow } from '#dead-letters';
import { HEADER_FAMILIES } from './header-families';

/** Whose dead letter it is, by the members or the headers it carries (wire-facts 4.1). The names are stored, so they only grow. */
export const DEAD_LETTER_SHAPES = [
  'omninode-workers',
  'intelligence-consumer',
  'contract-dlq',
  'db-adapter',
  'guide-record',
  'event-publisher',
  'kafka-client',
  'kafka-consumer',
  'architecture-metadata',
  'guide-envelope',
  ...HEADER_FAMILIES.map(({ shape }) => shape),
  'headers',
  'tombstone',
  'unknown',
] as const;

/** `unstorable` is no writer's: what could not be stored as it came. */
export type DeadLetterShape = (typeof DEAD_LETTER_SHAPES)[number] | 'unstorable';

/**
 * One record of a dead-letter topic, as far as its writer's shape can be understood: the row that is stored, and what
 * can be read from `raw` again at any time. `error_*` are sanitised for people; bytes are as they came.
 */
export interface DeadLetter extends DeadLetterRow {
  readonly shape: DeadLetterShape;
  readonly exact: boolean;
  /** The writer says it altered the original to hide secrets: it must not be redriven unseen. */
  readonly sanitized: boolean;
  readonly replay_count: number;
  readonly consumer_instance: string | null;
}
