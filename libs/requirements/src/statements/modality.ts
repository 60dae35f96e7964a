import { readKnowledge } from '#knowledge';
import { type Parts, phrases } from '../phrases';

export type Modality =
  'obligation' | 'prohibition' | 'recommendation' | 'intention' | 'permission' | 'ability' | 'implicit';

type Lists = Readonly<Partial<Record<Modality, string>>>;

const { parts, english, foreign } = readKnowledge('requirements', 'modality') as {
  readonly parts: Parts;
  readonly english: Lists;
  readonly foreign: Lists;
};

/** In the order they are looked for; the other languages first, because no word of them is English. */
const MODALS = [...expressions(foreign, 'letters'), ...expressions(english, 'ascii')];

function expressions(lists: Lists, boundary: 'ascii' | 'letters'): (readonly [RegExp, Modality])[] {
  return (Object.keys(lists) as Modality[]).map((modality) => [
    phrases(lists[modality] ?? '', { flags: 'u', parts, boundary }),
    modality,
  ]);
}

/** How strongly a sentence asks; `implicit` when only its place in a list of requirements makes it one. */
export function modalityOf(text: string): Modality {
  const lower = text.toLowerCase();
  return MODALS.find(([pattern]) => pattern.test(lower))?.[1] ?? 'implicit';
}
