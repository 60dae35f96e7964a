import { FOREIGN_NAMES } from './foreign-headings';
import { qualityOfHeading } from '../quality/quality-heading';
import type { Quality } from '../quality/quality-lexicon';

export type SectionKind =
  | 'overview'
  | 'goals'
  | 'users'
  | 'functional'
  | 'non_functional'
  | 'features'
  | 'user_stories'
  | 'acceptance_criteria'
  | 'success_criteria'
  | 'technical'
  | 'data_model'
  | 'interfaces'
  | 'dependencies'
  | 'constraints'
  | 'assumptions'
  | 'out_of_scope'
  | 'open_questions'
  | 'risks'
  | 'timeline'
  | 'reference'
  | 'other';

/** The names writers give their sections, by meaning. A name is compared whole; see `CONTAINED` for longer ones. */
const NAMES: Readonly<Record<Exclude<SectionKind, 'other'>, string>> = {
  overview:
    'overview|summary|executive summary|introduction|intro|description|product description|background|context|abstract|about|purpose|problem|problem statement|motivation|vision|product vision|product overview|project overview|system overview|scope|in scope|what and why|tl;dr',
  goals:
    'goals|goal|objectives|objective|business goals|business objectives|project goals|product goals|goals and objectives|aims|business case|value proposition',
  users:
    'users|target users|user personas|personas|persona|audience|target audience|stakeholders|actors|roles|user roles|customers|user types',
  functional:
    'functional requirements|functional requirement|requirements|requirement|product requirements|system requirements|business requirements|software requirements|functional specification|functional specs|functionality|core functionality|capabilities|frs|functional|must have|must haves|should have|should haves|could have|could haves|nice to have|nice to haves|must|should|could|shall|use cases|use case|behaviour|behavior|operations|business rules|rules|user requirements|key requirements|core requirements|detailed requirements',
  non_functional:
    'non-functional requirements|non functional requirements|nonfunctional requirements|non-functional requirement|nfrs|nfr|quality attributes|quality requirements|quality attribute requirements|service levels|non-functional|nonfunctional|performance requirements|security requirements|performance|security|scalability|reliability|availability|usability|maintainability|portability|compliance|accessibility|privacy|observability|security and privacy|performance and scalability|reliability and availability|security and compliance',
  features:
    'features|feature|key features|core features|main features|product features|feature list|feature set|feature requirements|features and functionality|modules|epics|epic|mvp features|mvp scope|proposed features|feature overview',
  user_stories:
    'user stories|user story|stories|user journeys|user journey|user scenarios|scenarios|job stories|jobs to be done|user flows|user flow',
  acceptance_criteria:
    'acceptance criteria|acceptance criterion|acceptance tests|acceptance|definition of done|dod|test scenarios|test cases|verification|done when',
  success_criteria:
    'success criteria|success metrics|success measures|metrics|kpis|kpi|key results|okrs|measures of success|key performance indicators|metrics and kpis|goals and metrics|how we measure success|success',
  technical:
    'technical details|technical detail|technical requirements|technical specifications|technical specification|technical considerations|technical notes|technical design|technical approach|technical|architecture|system architecture|design|implementation|implementation details|implementation notes|tech stack|technology stack|technology|technologies|stack|solution|proposed solution|infrastructure|deployment|design notes',
  data_model:
    'data model|data models|data|data requirements|entities|domain model|schema|database schema|data schema|data dictionary|models|input and output|inputs|outputs|inputs and outputs|input|output|data structures',
  interfaces:
    'api|apis|api endpoints|endpoints|api design|api specification|interfaces|interface requirements|external interfaces|external interface requirements|integrations|integration|integration points|integration requirements|external systems|external services|third-party integrations|third party services|events|event contracts|user interface|ui|ux|ui requirements|ui/ux',
  dependencies:
    'dependencies|dependency|external dependencies|prerequisites|requires|dependencies and integrations|dependencies and assumptions',
  constraints:
    'constraints|constraint|limitations|technical constraints|design constraints|limits|business constraints',
  assumptions: 'assumptions|assumption|assumptions and constraints|assumptions and dependencies|preconditions',
  out_of_scope:
    "out of scope|out-of-scope|non-goals|non goals|nongoals|not in scope|exclusions|won't have|wont have|won't|wont|won't do|will not have|excluded|removed|removed requirements|withdrawn|withdrawn requirements|deprecated|deprecated requirements|obsolete requirements|rejected|rejected requirements|future work|future considerations|future enhancements|future|not included|later|out of scope for mvp",
  open_questions:
    'open questions|open question|open issues|questions|unresolved questions|unresolved|to be decided|tbd|to do|todo|decisions needed|outstanding questions',
  risks: 'risks|risk|risks and mitigations|risk assessment|risk analysis|risks and mitigation|mitigations',
  timeline:
    'timeline|milestones|schedule|roadmap|release plan|phases|rollout|rollout plan|launch plan|release criteria|plan|delivery|project plan|timeline and milestones',
  reference:
    'references|reference|appendix|appendices|glossary|definitions|terminology|terms|acronyms|changelog|change log|revision history|version history|document history|history|links|related documents|resources|table of contents|contents|metadata|approvals|sign-off',
};

/** For names that say more: "Functional requirements for billing". The first that is found counts. */
const CONTAINED: readonly (readonly [RegExp, SectionKind])[] = [
  [/^won['’]?t(?: have| do)?\b|^(?:removed|withdrawn|deprecated|rejected|obsolete)\b/u, 'out_of_scope'],
  [/\bout[- ]of[- ]scope\b|\bnon[- ]goals?\b|\bnot in scope\b|\bfuture\b/u, 'out_of_scope'],
  [/\bopen (?:questions?|issues?)\b|\bquestions\b/u, 'open_questions'],
  [
    /\bnon[- ]?functional\b|\bquality (?:attributes?|requirements?)\b|\bnfrs?\b|nicht-?\s?funktional|non[- ]fonctionnel|n(?:o|ão)[- ]funcional|non[- ]funzional|niet-?\s?functione/u,
    'non_functional',
  ],
  [/\buser stor(?:y|ies)\b|\bscenarios?\b|\bjourneys?\b/u, 'user_stories'],
  [/\bacceptance\b|\bdefinition of done\b/u, 'acceptance_criteria'],
  [/\bsuccess (?:criteria|metrics?|measures?)\b|\bkpis?\b/u, 'success_criteria'],
  [/\bdependenc(?:y|ies)\b|\bprerequisites?\b/u, 'dependencies'],
  [/\bassumptions?\b/u, 'assumptions'],
  [/\bconstraints?\b|\blimitations?\b/u, 'constraints'],
  [/\brisks?\b/u, 'risks'],
  [/\bglossary\b|\breferences?\b|\bappendix\b/u, 'reference'],
  [
    /\bfunctional requirements?\b|\buse cases?\b|\brequirements?\b|funktionale? anforderung|exigences? fonctionnelles?|(?:requisitos|requerimientos) funciona|requisiti funzional/u,
    'functional',
  ],
  [/\bfeatures?\b|\bepics?\b/u, 'features'],
  [/\bdata models?\b|\bschemas?\b|\bentit(?:y|ies)\b/u, 'data_model'],
  [/\bapis?\b|\bendpoints?\b|\bintegrations?\b|\bexternal (?:systems?|services?|interfaces?)\b/u, 'interfaces'],
  [/\btechnical\b|\barchitecture\b|\btech stack\b/u, 'technical'],
  [/\bgoals?\b|\bobjectives?\b/u, 'goals'],
  [/\bpersonas?\b|\btarget (?:users?|audience)\b/u, 'users'],
  [/\boverview\b|\bsummary\b|\bintroduction\b|\bbackground\b|\bproblem\b/u, 'overview'],
  [/\bmilestones?\b|\btimeline\b|\broadmap\b|\brollout\b/u, 'timeline'],
];

const KIND_BY_NAME: ReadonlyMap<string, SectionKind> = new Map([...namesIn(FOREIGN_NAMES), ...namesIn(NAMES)]);

function namesIn(names: Partial<Record<SectionKind, string>>): (readonly [name: string, kind: SectionKind])[] {
  return (Object.keys(names) as SectionKind[]).flatMap((kind) =>
    (names[kind] ?? '').split('|').map((name) => [name.replaceAll('’', "'"), kind] as const),
  );
}

/** Kept in capitals when a known heading is written the usual way. */
const CAPITALS: ReadonlySet<string> = new Set(
  'api apis ui ux nfr nfrs frs kpi kpis okrs mvp dod tbd sla slas gdpr faq'.split(' '),
);
const SMALL_WORDS: ReadonlySet<string> = new Set('and or of the for to in a an'.split(' '));

const MAX_HEADING = 200;

export interface Heading {
  /** As written; a heading we know is given in title case and without its number, however it was typed. */
  title: string;
  kind: SectionKind;
  /** Set when the heading names the quality that everything below it is about. */
  quality: Quality | null;
}

/** What a heading means. Numbers, case, a final colon, emphasis and pictures do not matter. */
export function readHeading(text: string): Heading {
  const plain = headingWords(text);
  const exact = KIND_BY_NAME.get(plain.toLowerCase().replaceAll('’', "'"));
  const kind = exact ?? contained(plain.toLowerCase());
  const quality = qualityNamed(plain);
  if (kind !== 'other') return { title: titleCase(plain), kind, quality };
  return { title: plain, kind: quality === null ? 'other' : 'non_functional', quality };
}

/** Whether `text` alone on a line is a section name we know, so that it needs no mark-up to be a heading. */
export function isKnownHeading(text: string): boolean {
  return text.length <= 60 && KIND_BY_NAME.has(headingWords(text).toLowerCase().replaceAll('’', "'"));
}

function headingWords(text: string): string {
  return text
    .slice(0, MAX_HEADING)
    .replace(/[*_`#]/gu, '')
    .replace(/[\p{Extended_Pictographic}\u{FE0F}]/gu, '')
    .trim()
    .replace(
      /^(?:(?:section|chapter|part)\s+)?(?:\d{1,3}(?:\.\d{1,3}){0,5}[.):]?|[IVX]{1,5}[.)]|[A-Z][.)])\s+(?=\S)/u,
      '',
    )
    .replace(/\s*&\s*/gu, ' and ')
    .replace(/\s*\([^()]{0,60}\)$/u, '')
    .replace(/\s+/gu, ' ')
    .replace(/\s?:$/u, '')
    .trim();
}

function contained(lower: string): SectionKind {
  return CONTAINED.find(([pattern]) => pattern.test(lower))?.[1] ?? 'other';
}

function qualityNamed(heading: string): Quality | null {
  const quality = heading.split(' ').length <= 5 ? qualityOfHeading(heading) : null;
  return quality === 'functional' || quality === 'any' ? null : quality;
}

function titleCase(text: string): string {
  return text
    .toLowerCase()
    .split(' ')
    .map((word, index) => {
      if (CAPITALS.has(word))
        return word.toUpperCase().replace(/^(APIS|NFRS|FRS|KPIS|OKRS|SLAS)$/u, (plural) => `${plural.slice(0, -1)}s`);
      if (index > 0 && SMALL_WORDS.has(word)) return word;
      return word.replace(/\p{L}/u, (letter) => letter.toUpperCase());
    })
    .join(' ');
}
