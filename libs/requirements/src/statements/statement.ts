import type { Block } from '../document/outline';
import type { Priority } from './priorities';

/** One thing the document says that may be a requirement, with where it stands. */
export interface Statement {
  text: string;
  line: number;
  section: number;
  /** Index of the block it comes from. */
  block: number;
  form: 'item' | 'sentence' | 'row';
  explicitId: string | null;
  priority: Priority | null;
  /** A table's own word for the kind of requirement. */
  category: string | null;
  /** Sub-items that only say more about it. */
  details: string[];
}

export type BlockWithIndex = Block & { index: number };
