import type { Reading } from '../statements/build-requirements';
import type { UserStory } from '../statements/user-stories';

export interface Actor {
  name: string;
  kind: 'person' | 'system';
  mentions: number;
  line: number;
}

const SYSTEM =
  /\b(?:system|service|server|application|app|platform|api|product|software|website|site|portal|gateway|engine|component|module|worker|node|backend|frontend|database|process|pipeline|job|client|interface|bot|consumer|producer|broker|adapter|handler|device|tool|page|dashboard|solution|workflow|ledger|shop|program|script|library|notifier|calculator|importer|exporter|scheduler|parser|loader|crawler|watcher|listener|publisher|validator|generator|processor|aggregator|orchestrator|reducer|router|tracker|checker|builder|converter|transformer|indexer|runner|poller|mapper|renderer|resolver|executor|connector|collector|classifier|analy[sz]er|scanner)$/iu;
const PERSON =
  /\b(?:user|customer|admin|administrator|manager|operator|member|guest|visitor|owner|buyer|seller|client|student|teacher|employee|staff|agent|developer|engineer|analyst|reviewer|editor|author|moderator|auditor|doctor|patient|nurse|driver|rider|shopper|merchant|vendor|supplier|partner|subscriber|reader|player|clerk|team|officer|person|people|tester|designer|accountant|support|approver|creator|viewer|participant|attendee|organi[sz]er|recruiter|candidate|applicant|tenant|landlord|technician|planner|dispatcher|courier|librarian)$/iu;
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
  return AGENT.test(name) &&
    !/\b(?:order|number|parameter|header|folder|letter|offer|filter|buffer|error|factor|color|vector|character|paper|chapter|answer|transfer|register|identifier|timer|trigger|cluster|calendar|monitor|newsletter|voucher|layer|container|counter)$/iu.test(
      name,
    )
    ? 'person'
    : null;
}
