import type { Reading } from '../statements/build-requirements';
import type { UserStory } from '../statements/user-stories';
import { DOMAIN_WORDS } from './domain-words';

export interface Actor {
  name: string;
  kind: 'person' | 'system';
  mentions: number;
  line: number;
}

const lastWord = (words: string): RegExp => new RegExp(`\\b(?:${words.replaceAll(' ', '|')})$`, 'iu');

const SYSTEM = lastWord(DOMAIN_WORDS.actors.machines);
const PERSON = lastWord(DOMAIN_WORDS.actors.people);
const NO_PERSON = lastWord(DOMAIN_WORDS.actors['no-people']);
/** "-er", "-or", "-ist" nouns are people unless they are known machines. */
const AGENT = /(?:[^aeiou]er|or|ist|ian)$/iu;

/** Who acts: roles of stories and subjects of requirements; people first, then by mentions and place. */
export function actorsOf(readings: readonly Reading[], stories: readonly UserStory[]): Actor[] {
  const byName = new Map<string, Actor>();
  const count = (name: string, kind: Actor['kind'], line: number): void => {
    const known = byName.get(name);
    if (known === undefined) byName.set(name, { name, kind, mentions: 1, line });
    else known.mentions += 1;
  };
  for (const { role, line } of stories) count(role, 'person', line);
  for (const { requirement } of readings) {
    const kind = requirement.actor === null ? null : actorKind(requirement.actor);
    if (kind !== null && requirement.actor !== null) count(requirement.actor, kind, requirement.line);
  }
  const rank = ({ kind }: Actor): number => (kind === 'person' ? 0 : 1);
  return [...byName.values()].sort(
    (one, other) => rank(one) - rank(other) || other.mentions - one.mentions || one.line - other.line,
  );
}

/** Whether a noun phrase names a person or a machine, or null when it is neither ("order"). */
export function actorKind(name: string): Actor['kind'] | null {
  if (PERSON.test(name)) return 'person';
  if (SYSTEM.test(name)) return 'system';
  return AGENT.test(name) && !NO_PERSON.test(name) ? 'person' : null;
}
