import { words } from '#text';
import { stemOf } from '../stem-memo';

const COMMON: ReadonlySet<string> = new Set(
  (
    'the and for with that this from shall must should will can may are not all any each when then than into its has have been was were our your their they them who which what where how a an of to in on at by as is be it or if so no we ' +
    'i you he she also only more most such per via within least able need needs use uses used using user users system systems requirement requirements feature features functional non overview support supports provide provides allow ' +
    'allows new other one two both there these those about over under between after before during while every some many do does done make makes get gets set sets up out off own based etc time s t ms mb section details nfr fr want wants see let lets give gives send sends add able like way also using back per able list show one name type value number following given based'
  ).split(' '),
);

const MAX_KEYWORDS = 20;

/** The words a document uses most apart from those every document uses; by count, then by first place. */
export function domainKeywords(text: string): string[] {
  const found = new Map<string, { word: string; count: number }>();
  for (const word of words(text)) {
    if (word.length < 3 || COMMON.has(word) || /^\d/u.test(word)) continue;
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
