import { readKnowledge } from '#knowledge';
import { phrases } from '../phrases';
import type { Quality } from './quality-lexicon';

/** What a heading puts on every sentence under it; `any` = a quality, which one the sentence says. */
type HeadingClass = Quality | 'functional' | 'any';

const LISTS = readKnowledge('requirements', 'quality-headings') as Readonly<Record<HeadingClass, string>>;

const HEADINGS = (Object.keys(LISTS) as HeadingClass[]).map(
  (name) => [phrases(LISTS[name], { flags: 'iu', boundary: 'letters' }), name] as const,
);

/** The class a heading puts on everything under it, or null when it says nothing about it. */
export function qualityOfHeading(heading: string): HeadingClass | null {
  const text = heading.slice(0, 200);
  return HEADINGS.find(([pattern]) => pattern.test(text))?.[1] ?? null;
}
