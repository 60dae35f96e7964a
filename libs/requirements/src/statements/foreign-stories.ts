import { readKnowledge } from '#knowledge';
import { alternatives } from '../phrases';
import type { StoryParts } from './stories';

/** Lists of phrases. */
type Template = Readonly<Record<'opening' | 'articles' | 'wants' | 'purposes', string>>;

const { foreign } = readKnowledge('requirements', 'stories') as { readonly foreign: readonly Template[] };

/** Between a word and the next: "d'abord" has no blank. */
const GAP = "(?: |(?<=['’]) ?)";

/** The story templates of German, French, Spanish, Portuguese, Italian and Dutch: role, wish, benefit. */
const TEMPLATES = foreign.map(
  ({ opening, articles, wants, purposes }) =>
    new RegExp(
      `^(?:${alternatives(opening)})${GAP}(?:(?:${alternatives(articles)})${GAP})?([^,.]{2,80}?),? ` +
        `(?:${alternatives(wants)}) (.{2,300}?)(?:,? (?:${alternatives(purposes)})${GAP}(.{2,200}))?$`,
      'iu',
    ),
);

/** A story in one of these languages, or null. */
export function foreignStory(text: string): StoryParts | null {
  const plain = text.replace(/^\W{0,4}/u, '').replace(/[.;\s]+$/u, '');
  for (const template of TEMPLATES) {
    const [, role, goal, benefit] = template.exec(plain) ?? [];
    if (role !== undefined && goal !== undefined)
      return { role: role.trim().toLowerCase(), goal: goal.trim(), benefit: benefit?.trim() ?? null };
  }
  return null;
}
