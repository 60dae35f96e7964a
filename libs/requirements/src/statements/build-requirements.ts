import type { Section } from '../document/sections';
import { classifyRequirement } from '../quality/classify';
import { qualityOfHeading } from '../quality/quality-heading';
import { earsOf } from './ears';
import { measuresOf } from './measures';
import { modalityOf } from './modality';
import { priorityOfModality } from './priorities';
import type { Requirement } from './requirement';
import { type Roles, rolesOf } from './roles';
import type { Statement } from './statement';

const MAX_EVIDENCE = 8;

export interface Reading {
  requirement: Requirement;
  statement: Statement;
  roles: Roles | null;
}

/** Requirements from statements; with `classify` also their kind, roles, condition and measures. */
export function buildRequirements(
  statements: readonly Statement[],
  sections: readonly Section[],
  classify: boolean,
): Reading[] {
  const taken = new Set(statements.flatMap(({ explicitId }) => (explicitId === null ? [] : [explicitId])));
  const used = new Map<string, number>();
  return statements.map((statement, index) => {
    const id = uniqueId(statement.explicitId, index + 1, taken, used);
    const section = sections[statement.section];
    const modality = modalityOf(statement.text);
    const requirement: Requirement = {
      id,
      text: statement.text,
      line: statement.line,
      section: section?.title ?? null,
      modality,
      priority: statement.priority ?? priorityOfModality(modality),
      kind: null,
      quality: null,
      pattern: null,
      actor: null,
      action: null,
      object: null,
      condition: null,
      measure: null,
      measures: [],
      details: statement.details,
      acceptance: [],
      evidence: [],
    };
    if (!classify) return { requirement, statement, roles: null };
    return read(requirement, statement, section);
  });
}

function read(requirement: Requirement, statement: Statement, section: Section | undefined): Reading {
  const { pattern, condition } = earsOf(statement.text);
  const roles = rolesOf(statement.text, condition);
  const { functional, quality, evidence } = classifyRequirement(statement.text, headingFor(statement, section));
  const measures = measuresOf(statement.text);
  const complete: Requirement = {
    ...requirement,
    kind: functional ? 'functional' : 'non_functional',
    quality,
    pattern,
    condition,
    actor: roles.actor,
    action: roles.action,
    object: roles.object,
    measure: measures[0] ?? null,
    measures,
    evidence: evidence.slice(0, MAX_EVIDENCE),
  };
  return { requirement: complete, statement, roles };
}

/** What names the class of a statement: the table's own column first, then the section by its meaning. */
function headingFor(statement: Statement, section: Section | undefined): string | undefined {
  if (statement.category !== null && qualityOfHeading(statement.category) !== null) return statement.category;
  if (/^(?:NFR?|RNF|NFA|QR)[-_. ]?\d/u.test(statement.explicitId ?? ''))
    return section?.quality?.replaceAll('_', ' ') ?? 'non-functional';
  if (section === undefined) return undefined;
  if (section.quality !== null) return section.quality.replaceAll('_', ' ');
  if (section.kind === 'non_functional') return 'non-functional';
  return section.kind === 'features' || /\bfunctional\b/iu.test(section.title) ? 'functional' : undefined;
}

/** A document's own id as it is; a second one of the same name gets `-2`, and positions keep clear of own ids. */
function uniqueId(
  explicit: string | null,
  position: number,
  taken: ReadonlySet<string>,
  used: Map<string, number>,
): string {
  const wanted = explicit ?? (taken.has(`R${position}`) ? `R${position}-auto` : `R${position}`);
  const count = (used.get(wanted) ?? 0) + 1;
  used.set(wanted, count);
  return count === 1 ? wanted : `${wanted}-${count}`;
}
