import { fieldOf } from '../document/fields';
import type { SectionKind } from '../document/headings';
import type { Block } from '../document/outline';
import type { Section } from '../document/sections';

/** Where every list item and table row is a requirement, whatever its words. */
export const LISTED: ReadonlySet<SectionKind> = new Set(['functional', 'non_functional', 'constraints']);

/** Where nothing is: said to be left out, undecided, or about people and dates. */
export const SILENT: ReadonlySet<SectionKind> = new Set([
  'out_of_scope',
  'open_questions',
  'reference',
  'timeline',
  'risks',
  'users',
  'user_stories',
  'acceptance_criteria',
]);

const MAX_DEPTH = 24;

/** An item called "Acceptance criteria" and the items in it are read elsewhere. */
export function isAcceptance(block: Block, blocks: readonly Block[]): boolean {
  let one: Block | undefined = block;
  for (let depth = 0; one !== undefined && depth < MAX_DEPTH; depth += 1) {
    if (isAcceptanceLabel(one.text)) return true;
    one = one.parent === null ? undefined : blocks[one.parent];
  }
  return false;
}

function isAcceptanceLabel(text: string): boolean {
  return isAcceptanceTitle(text.trim()) || fieldOf(text)?.name === 'acceptance';
}

/** "Acceptance criteria:" with nothing behind it. */
export function isAcceptanceTitle(text: string): boolean {
  return /^acceptance(?: criteri(?:a|on)| tests?)?:?$/iu.test(text);
}

/** "AC1", "FR-2.AC-1". */
export function isCriterionId(id: string | null): boolean {
  return id !== null && /(?:^|[-._])AC[-_ ]?\d/u.test(id);
}

/** The id that a requirement takes from the heading above it; stories, use cases and criteria keep theirs. */
export function headingId(index: number, sections: readonly Section[]): string | null {
  for (let at: number | null = index, depth = 0; at !== null && depth < MAX_DEPTH; depth += 1) {
    const section: Section | undefined = sections[at];
    if (section === undefined) return null;
    if (section.id !== null) return /^(?:US|UC|AC|TC|STORY|EPIC)/u.test(section.id) ? null : section.id;
    at = section.parent;
  }
  return null;
}
