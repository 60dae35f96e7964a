import type { ReadLanguage } from './document/reading-language';
import type { Truncation } from './document/budget';
import type { Actor } from './domain/actors';
import type { Entity } from './domain/entities';
import type { ExternalSystem } from './domain/external-systems';
import type { Feature } from './domain/features';
import type { Relationship } from './domain/relationships';
import type { SectionKind } from './document/headings';
import type { NodeTypeHints } from './kinds/node-type-hints';
import type { Completeness, Complexity, Score } from './scores/scores';
import type { Smell } from './scores/smells';
import type { AcceptanceCriterion } from './statements/acceptance';
import type { Requirement } from './statements/requirement';
import type { UserStory } from './statements/user-stories';

export type Depth = 'quick' | 'partial' | 'full';

/** A heading and what stands under it; lines are those of the text as it was sent, from 1. */
export interface SectionSummary {
  title: string;
  kind: SectionKind;
  level: number;
  line: number;
  end_line: number;
}

export interface Concept {
  name: string;
  type: 'entity' | 'identifier' | 'system' | 'actor';
  confidence: number;
  /** The words around its first mention. */
  context: string;
}

/**
 * What a requirements text says. JSON as it is; every member is always there. `quick` fills the outline, the lists,
 * the requirements' words and the hints; `partial` adds classification, roles, entities, systems, actors and smells;
 * `full` adds stories, criteria, relationships, features and the scores that need them. What a depth does not look at
 * is an empty list or null.
 */
export interface RequirementsAnalysis {
  depth: Depth;
  title: string;
  summary: string;
  /** The same as `summary`; the generator reads this name. */
  description: string;
  sections: SectionSummary[];
  requirements: Requirement[];
  user_stories: UserStory[];
  acceptance_criteria: AcceptanceCriterion[];
  entities: Entity[];
  relationships: Relationship[];
  external_systems: ExternalSystem[];
  actors: Actor[];
  features: Feature[];
  node_type_hints: NodeTypeHints;
  recommended_mixins: string[];
  domain_keywords: string[];
  concepts: Concept[];
  smells: Smell[];
  completeness: Completeness | null;
  ambiguity: Score | null;
  complexity: Complexity | null;
  confidence: Score;
  functional_requirements: string[];
  non_functional_requirements: string[];
  success_criteria: string[];
  technical_details: string[];
  dependencies: string[];
  goals: string[];
  out_of_scope: string[];
  open_questions: string[];
  /** What the text is written in, and how much of that is read. */
  language: ReadLanguage;
  word_count: number;
  /** What was left out of a text too large to be read whole, or null. */
  truncated: Truncation | null;
}
