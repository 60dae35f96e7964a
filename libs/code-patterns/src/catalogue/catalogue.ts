import { readKnowledge } from '#knowledge';
import type { Pattern } from './pattern';

/** As `knowledge/patterns` has it: the keywords with commas between them, the sketch in a file of its own. */
type Written = Omit<Pattern, 'keywords' | 'sketch'> & { readonly keywords: string };

/** The files of `knowledge/patterns`, as they are ordered where two patterns are as good. */
const GROUPS = [
  'foundation',
  'decision',
  'state',
  'coordination',
  'input-output',
  'messaging',
  'resilience',
  'operations',
  'design',
] as const;

const WRITTEN = readKnowledge('code-patterns', 'patterns') as Readonly<Record<string, readonly Written[]>>;
const SKETCHES = readKnowledge('code-patterns', 'sketches') as Readonly<Record<string, string>>;

/** The patterns a description can be answered with. */
export const PATTERNS: readonly Pattern[] = GROUPS.flatMap(patternsOf);

/** What to keep away from. Never an answer to a description: they come as recommendations, and their sketch is the cure. */
export const ANTI_PATTERNS: readonly Pattern[] = patternsOf('anti-patterns');

const BY_ID: ReadonlyMap<string, Pattern> = new Map([...PATTERNS, ...ANTI_PATTERNS].map((one) => [one.id, one]));

/** A pattern or anti-pattern by its id. */
export function patternOf(id: string): Pattern | undefined {
  return BY_ID.get(id);
}

function patternsOf(group: string): readonly Pattern[] {
  return (WRITTEN[group] ?? []).map((one) => ({
    ...one,
    keywords: one.keywords.split(', '),
    sketch: SKETCHES[one.id] ?? '',
  }));
}
