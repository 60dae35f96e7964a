import { readKnowledge } from '#knowledge';
import { BEHAVIOUR_KINDS, RECOMMENDABLE } from '#mixins';

const PATTERNS = Object.values(
  readKnowledge('code-patterns', 'patterns') as Record<string, readonly { readonly id: string }[]>,
).flatMap((group) => group.map(({ id }) => id));
const BEHAVIOURS = RECOMMENDABLE.flatMap(({ does = [], name }) => does.map((behaviour) => ({ name, ...behaviour })));

describe('what code may do where a mixin would', () => {
  it('is a pattern of the catalogue, where it is a pattern', () => {
    const named = BEHAVIOURS.flatMap(({ pattern }) => pattern ?? []);
    expect(named.length).toBeGreaterThan(10);
    expect(named.filter((id) => !PATTERNS.includes(id))).toEqual([]);
  });

  it.each(BEHAVIOUR_KINDS)('is said once of a mixin, and of one mixin only: %s', (kind) => {
    const words = BEHAVIOURS.flatMap((behaviour) => behaviour[kind]?.split(kind === 'reaches' ? '|' : ' ') ?? []);
    expect(words).not.toEqual([]);
    expect(words.filter((word, at) => words.indexOf(word) !== at)).toEqual([]);
  });
});
