import { IsObject, IsOptional, Matches } from 'class-validator';
import { INSTANT } from './instant';
import { Measure, Text } from './rules';

/** An agent did something. */
export class AgentExecutionAudit {
  /** Who did it, as agents are named. */
  @Text()
  agent_name!: string;

  /** What it was asked to do, in its own terms. */
  @IsObject()
  task!: Record<string, unknown>;

  /** What came of it. */
  @IsObject()
  result!: Record<string, unknown>;

  /** Whatever else is known: the model, the request. */
  @IsOptional()
  @IsObject()
  metadata?: Record<string, unknown>;

  /** How long it took, in milliseconds. */
  @IsOptional()
  @Measure()
  duration_ms?: number;
}

/** How good an entity was at one instant. */
export class QualitySnapshotAudit {
  /** What was measured: a file's path, or another id. */
  @Text()
  entity_id!: string;

  /** Scores by name. */
  @IsObject()
  quality_scores!: Record<string, unknown>;

  /** When it was measured. */
  @Matches(INSTANT)
  timestamp!: string;
}

/** Where a pattern comes from. */
export class PatternCreationAudit {
  /** The pattern's id, under which it is found. */
  @Text()
  pattern_id!: string;

  /** The pattern as it was made. */
  @IsObject()
  pattern_data!: Record<string, unknown>;

  /** What it was made from: a file, a session, a person. */
  @Text()
  source!: string;
}

/** What an operation cost at one instant. */
export class PerformanceBaselineAudit {
  /** What was measured, as the catalog names it. */
  @Text()
  operation!: string;

  /** Numbers by name. */
  @IsObject()
  metrics!: Record<string, unknown>;

  /** When it was measured. */
  @Matches(INSTANT)
  timestamp!: string;
}
