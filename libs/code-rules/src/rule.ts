import type { NodeType, Severity, ValidationIssue, ValidationProfile } from '#contracts';
import type { Code, Diagnostic, NodeClass, Span } from '#code-model';
import type { Contracts } from './contracts/reading';

/** The parts of the quality score; each validation type measures some of them. */
export const DIMENSIONS = [
  'syntax',
  'semantics',
  'compliance',
  'complexity',
  'maintainability',
  'documentation',
  'typing',
  'security',
] as const;
export type Dimension = (typeof DIMENSIONS)[number];

/** `imperative`: nodes with methods, as in 2025. `declarative`: thin nodes that contracts and handlers drive. */
export type Profile = ValidationProfile;

/** An error vetoes `is_valid`, a warning lowers the score, an info does neither; `off` is not looked for. */
export type Level = Severity | 'off';

export interface Finding {
  readonly at: Span;
  readonly message: string;
  /** Which of the rule's cases it is, in a word or two (`missing container`); the engine's own name for its rules. */
  readonly detail?: string;
  /** Weaker than the rule's own severity, where this case is less certain. */
  readonly severity?: Severity;
}

/** What a rule looks at. */
export interface Subject {
  readonly code: Code;
  readonly profile: Profile;
  /** As asked for; what the classes themselves say may differ. */
  readonly nodeType: NodeType | undefined;
  /** The node classes of the file, in source order. */
  readonly nodes: readonly NodeClass[];
  /** The kinds the file's code runs as: those of its node classes, and the requested one. */
  readonly kinds: ReadonlySet<NodeType>;
  /** Some of it runs as compute or reducer, which must be free of effects. */
  readonly pure: boolean;
  readonly filePath: string | undefined;
  /** The file declares what stands elsewhere, as stubs do: bodies and docstrings are not to be expected. */
  readonly declares: boolean;
  /** No import at all: a fragment whose imports stand elsewhere. */
  readonly isSnippet: boolean;
  readonly contracts: Contracts;
}

/** One entry of the rule table. */
export interface Rule {
  /** As in the catalogue: `NAM-001`. */
  readonly id: string;
  /** What is wrong, in a few words. */
  readonly title: string;
  readonly dimension: Dimension;
  readonly severity: Readonly<Record<Profile, Level>>;
  /** What to do about it. */
  readonly hint: string;
  /** The same for what one rule of an engine reports, by its name there. */
  readonly hints?: Readonly<Record<string, string>>;
  /** What we say instead of an engine, by its name for the rule. */
  readonly messages?: Readonly<Record<string, string>>;
  /** Where the rule comes from. */
  readonly source: string;
  /** Rules of the engines that report it: ruff's codes, biome's names. */
  readonly engines?: readonly string[];
  /** Whether what an engine reports holds in this source; `perhaps` makes it a warning. Without it everything holds. */
  readonly holds?: (found: Diagnostic, subject: Subject) => boolean | 'perhaps';
  /** Looks for it in the code; both engines and this may contribute. */
  readonly check?: (subject: Subject) => Iterable<Finding>;
}

/** An issue as it goes on the wire, with the rule it comes from. */
export interface JudgedIssue {
  readonly issue: ValidationIssue;
  readonly rule: Rule;
}

/** `I/D` of the catalogue: E error, W warning, i info, - off; first imperative, then declarative. */
export function levels(written: `${Letter}/${Letter}`): Rule['severity'] {
  const [imperative, declarative] = written.split('/') as [Letter, Letter];
  return { imperative: LEVELS[imperative], declarative: LEVELS[declarative] };
}

type Letter = 'E' | 'W' | 'i' | '-';
const LEVELS: Readonly<Record<Letter, Level>> = { E: 'error', W: 'warning', i: 'info', '-': 'off' };
