import { setOf, words } from '#text';
import { stemOf } from '../stem-memo';
import { DOMAIN_WORDS } from './domain-words';

const EVERYDAY = setOf(DOMAIN_WORDS.everyday);

const MAX_KEYWORDS = 20;

/** The words a document uses most apart from those every document uses; by count, then by first place. */
export function domainKeywords(text: string): string[] {
  const found = new Map<string, { word: string; count: number }>();
  for (const word of words(text)) {
    if (word.length < 3 || EVERYDAY.has(word) || /^\d/u.test(word)) continue;
    const key = stemOf(word);
    const known = found.get(key);
    if (known === undefined) found.set(key, { word, count: 1 });
    else {
      known.count += 1;
      if (word.length < known.word.length) known.word = word;
    }
  }
  return [...found.values()]
    .map((entry, place) => ({ ...entry, place }))
    .sort((one, other) => other.count - one.count || one.place - other.place)
    .slice(0, MAX_KEYWORDS)
    .map(({ word }) => word);
}
