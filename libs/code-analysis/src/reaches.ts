import { environmentOf } from './environment';
import { type Reach, reachesOf } from './outside';
import type { Reading } from './reading';

/** Nobody reads more of one source. */
const MAX_REACHES = 5_000;

/** What a source reaches outside, in source order; at most 5,000 times and as many variables of the environment. */
export function allReaches(reading: Reading): readonly Reach[] {
  const called: Reach[] = [];
  for (const { item, scope } of reading.survey.all('call')) {
    if (called.length >= MAX_REACHES) break;
    called.push(...reachesOf(reading, item, scope));
  }
  return [...called, ...environmentOf(reading).slice(0, MAX_REACHES)].sort((a, b) => a.start - b.start);
}
