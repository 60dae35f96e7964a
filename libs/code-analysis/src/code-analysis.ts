import type { CodeLanguage, NodeType } from '#contracts';
import type { ClassKind } from './class-kind';
import type { IoKind } from './libraries';

export type Depth = 'quick' | 'partial' | 'full';

export type EntityKind =
  ClassKind | 'constant' | 'env_variable' | 'external_system' | 'function' | 'method' | 'module' | 'table' | 'topic';

/** Lines count from 1. What stands outside the source has the lines of its first mention. */
export interface CodeEntity {
  readonly id: string;
  readonly name: string;
  readonly kind: EntityKind;
  readonly line: number;
  readonly end_line: number;
  /** First line of its docstring; empty without one. */
  readonly description: string;
  readonly details: EntityDetails;
}

/** Only the members that make sense for the kind are there. */
export interface EntityDetails {
  readonly bases?: readonly string[];
  readonly decorators?: readonly string[];
  readonly attributes?: readonly { readonly name: string; readonly type: string | null }[];
  readonly methods?: readonly string[];
  readonly members?: readonly string[];
  readonly parameters?: readonly { readonly name: string; readonly type: string | null; readonly required: boolean }[];
  readonly returns?: string | null;
  readonly async?: boolean;
  readonly public?: boolean;
  readonly node_type?: NodeType | null;
  readonly value?: string | null;
  readonly io?: IoKind;
}

export type RelationshipType =
  | 'calls'
  | 'consumes'
  | 'contains'
  | 'depends_on'
  | 'handles'
  | 'implements'
  | 'imports'
  | 'inherits'
  | 'publishes'
  | 'raises'
  | 'reads'
  | 'writes';

export interface CodeRelationship {
  /** Id of an entity. */
  readonly source: string;
  /** Id of an entity, or the dotted path of something the source imports. */
  readonly target: string;
  readonly type: RelationshipType;
  /** The same as `type`; older callers read this name. */
  readonly pattern: RelationshipType;
  /** Of the first place. */
  readonly line: number;
  readonly occurrences: number;
  readonly confidence: number;
  readonly description: string;
}

export interface CodeFeatures {
  readonly async_functions: number;
  readonly is_async: boolean;
  /** Calls that reach outside, by kind. */
  readonly io: Readonly<Record<IoKind, number>>;
  readonly has_io: boolean;
  readonly error_handling: {
    readonly try_blocks: number;
    readonly handlers: number;
    /** `except Exception`, `except BaseException`, `except:`. */
    readonly broad_handlers: number;
    readonly raises: number;
    /** `raise … from …`. */
    readonly chained: number;
    readonly own_errors: number;
  };
  readonly uses_container: boolean;
  readonly loads_contract: boolean;
  readonly uses_event_bus: boolean;
  readonly has_retries: boolean;
  readonly has_timeouts: boolean;
  readonly logs: boolean;
  readonly dataclasses: number;
  readonly pydantic_models: number;
  readonly enums: number;
  readonly protocols: number;
  readonly tests: number;
  readonly entry_points: readonly string[];
  readonly topics: readonly string[];
  readonly sql_tables: readonly string[];
  readonly env_variables: readonly string[];
  readonly hosts: readonly string[];
  readonly external_systems: readonly string[];
}

export interface NodeTypeEvidence {
  readonly kind: 'base' | 'calls' | 'class_name' | 'docstring' | 'entry_method' | 'imports' | 'marker' | 'shape';
  readonly detail: string;
  readonly line: number;
  readonly weight: number;
  readonly for: NodeType;
}

export interface NodeTypeJudgement {
  readonly type: NodeType | null;
  /** Shares of the kinds; sum 1. */
  readonly hints: Readonly<Record<NodeType, number>>;
  readonly confidence: number;
  /** Heaviest first. */
  readonly evidence: readonly NodeTypeEvidence[];
}

export interface Concept {
  readonly name: string;
  readonly type: EntityKind;
  readonly confidence: number;
  readonly context: string;
}

export interface ConfidenceTerm {
  readonly name: string;
  readonly value: number;
  readonly weight: number;
}

export interface MetricsSummary {
  readonly lines: number;
  readonly code_lines: number;
  readonly functions: number;
  readonly classes: number;
  readonly cyclomatic: number;
  readonly cognitive: number;
  readonly maintainability: number;
  readonly docstring_coverage: number;
  readonly annotation_coverage: number;
}

export interface DeepCodeAnalysis {
  /** Calls between definitions of the source. */
  readonly call_graph: readonly {
    readonly caller: string;
    readonly callee: string;
    readonly line: number;
    readonly calls: number;
  }[];
  /** Functions that call themselves, directly or through others. */
  readonly recursive: readonly string[];
  readonly data_flow: readonly {
    readonly function: string;
    readonly access: RelationshipType;
    readonly system: string;
    readonly by: string;
    readonly line: number;
  }[];
  readonly hotspots: readonly {
    readonly function: string;
    readonly line: number;
    readonly lines: number;
    readonly cyclomatic: number;
    readonly cognitive: number;
    readonly nesting: number;
    readonly reason: string;
  }[];
  readonly public_interface: readonly {
    readonly id: string;
    readonly kind: EntityKind;
    readonly signature: string;
    readonly line: number;
  }[];
}

/**
 * What a source is. JSON as it is; every member is always there. `quick` has entities, kind of node, keywords and
 * metrics; `partial` adds relationships, features and what the source reaches outside; `full` adds the rest. What a depth
 * does not look at is an empty list or null.
 */
export interface CodeAnalysis {
  readonly depth: Depth;
  readonly language: CodeLanguage;
  readonly summary: string;
  readonly parsed: boolean;
  readonly entities: readonly CodeEntity[];
  readonly relationships: readonly CodeRelationship[];
  readonly features: CodeFeatures | null;
  readonly node_type: Omit<NodeTypeJudgement, 'hints'>;
  readonly node_type_hints: Readonly<Record<NodeType, number>>;
  readonly domain_keywords: readonly string[];
  readonly concepts: readonly Concept[];
  readonly recommended_mixins: readonly {
    readonly mixin_name: string;
    readonly confidence: number;
    readonly reason: string;
  }[];
  readonly metrics: MetricsSummary;
  readonly details: DeepCodeAnalysis | null;
  readonly confidence: number;
  readonly confidence_terms: readonly ConfidenceTerm[];
  /** How much was left out. */
  readonly omitted: { readonly entities: number; readonly relationships: number };
}
