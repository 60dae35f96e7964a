import { ANTI_PATTERNS } from './anti-patterns';
import { COORDINATION } from './coordination';
import { DECISION } from './decision';
import { DESIGN } from './design';
import { FOUNDATION } from './foundation';
import { INPUT_OUTPUT } from './input-output';
import { MESSAGING } from './messaging';
import { OPERATIONS } from './operations';
import type { Pattern } from './pattern';
import { RESILIENCE } from './resilience';
import { STATE } from './state';

/** The patterns a description can be answered with. */
export const PATTERNS: readonly Pattern[] = [
  ...FOUNDATION,
  ...DECISION,
  ...STATE,
  ...COORDINATION,
  ...INPUT_OUTPUT,
  ...MESSAGING,
  ...RESILIENCE,
  ...OPERATIONS,
  ...DESIGN,
];

export { ANTI_PATTERNS } from './anti-patterns';

const BY_ID: ReadonlyMap<string, Pattern> = new Map([...PATTERNS, ...ANTI_PATTERNS].map((one) => [one.id, one]));

/** A pattern or anti-pattern by its id. */
export function patternOf(id: string): Pattern | undefined {
  return BY_ID.get(id);
}
