import { readKnowledge } from '#knowledge';
import { type Parts, phrases } from '../phrases';

/**
 * The eleven classes of the PROMISE scheme, in the words of ISO/IEC 25010 where it has one
 * (docs/intelligence/requirements.md has the mapping).
 */
export const QUALITIES = [
  'availability',
  'legal',
  'look_and_feel',
  'maintainability',
  'operational',
  'performance',
  'scalability',
  'security',
  'usability',
  'fault_tolerance',
  'portability',
] as const;

export type Quality = (typeof QUALITIES)[number];

/** What speaks for one quality in lower-case text: `strong` decides alone against one plain action verb, `weak` needs company. */
export interface Signals<T = RegExp> {
  readonly strong: T;
  readonly weak: T;
}

const { parts, classes } = readKnowledge('requirements', 'qualities') as {
  readonly parts: Parts;
  readonly classes: Readonly<Record<Quality, Signals<string>>>;
};

/** In the order of `QUALITIES`; strong 2, weak 1 (see `classify.ts`). */
export const QUALITY_SIGNALS: readonly (readonly [Quality, Signals])[] = QUALITIES.map((quality) => {
  const { strong, weak } = classes[quality];
  return [quality, { strong: phrases(strong, { parts }), weak: phrases(weak, { parts }) }];
});
