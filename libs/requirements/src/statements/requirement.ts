import type { Quality } from '../quality/quality-lexicon';
import type { EarsPattern } from './ears';
import type { Measure } from './measures';
import type { Modality } from './modality';
import type { Priority } from './priorities';

export interface Requirement {
  /** The document's own id ("FR-001") or R1, R2 … by position. */
  id: string;
  text: string;
  line: number;
  section: string | null;
  modality: Modality;
  priority: Priority;
  /** Null at depth `quick`, like all that follows up to `evidence`. */
  kind: 'functional' | 'non_functional' | null;
  quality: Quality | null;
  pattern: EarsPattern | null;
  actor: string | null;
  action: string | null;
  object: string | null;
  condition: string | null;
  /** The first bound of the sentence; all of them in `measures`. */
  measure: Measure | null;
  measures: Measure[];
  /** Sub-items that say more about it. */
  details: string[];
  /** Ids of the acceptance criteria that test it; filled at depth `full`. */
  acceptance: string[];
  /** What decided `kind`; filled at depth `full`. */
  evidence: string[];
}
