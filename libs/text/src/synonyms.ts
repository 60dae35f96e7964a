import { readKnowledge } from '#knowledge';
import { stems } from './words';

export interface Synonyms {
  /** What a synonym counts for, where the word itself counts 1. */
  readonly weight: number;
  /** By stem: the stems that mean much the same. */
  readonly of: ReadonlyMap<string, ReadonlySet<string>>;
}

const GROUPS = readKnowledge('text', 'synonyms') as readonly string[];

const WEIGHT = 0.35;

/** Symmetric; no stem is its own synonym. */
export const SYNONYMS: Synonyms = { weight: WEIGHT, of: neighbours(GROUPS.map((group) => stems(group))) };

function neighbours(groups: readonly (readonly string[])[]): ReadonlyMap<string, ReadonlySet<string>> {
  const of = new Map<string, Set<string>>();
  for (const group of groups)
    for (const stem of group) {
      const others = of.get(stem) ?? new Set<string>();
      for (const other of group) if (other !== stem) others.add(other);
      of.set(stem, others);
    }
  return of;
}
