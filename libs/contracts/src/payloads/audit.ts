import { IsObject, IsOptional, Matches } from 'class-validator';
import { INSTANT } from './instant';
import { Measure, Text } from './rules';

/** An agent did something. */
export class AgentExecutionAudit {
  @Text()
  agent_name!: string;

  @IsObject()
  task!: Record<string, unknown>;

  @IsObject()
  result!: Record<string, unknown>;

  @IsOptional()
  @IsObject()
  metadata?: Record<string, unknown>;

  @IsOptional()
  @Measure()
  duration_ms?: number;
}

/** How good an entity was at one instant. */
export class QualitySnapshotAudit {
  @Text()
  entity_id!: string;

  /** Scores by name. */
  @IsObject()
  quality_scores!: Record<string, unknown>;

  @Matches(INSTANT)
  timestamp!: string;
}

/** Where a pattern comes from. */
export class PatternCreationAudit {
  @Text()
  pattern_id!: string;

  @IsObject()
  pattern_data!: Record<string, unknown>;

  @Text()
  source!: string;
}

/** What an operation cost at one instant. */
export class PerformanceBaselineAudit {
  @Text()
  operation!: string;

  /** Numbers by name. */
  @IsObject()
  metrics!: Record<string, unknown>;

  @Matches(INSTANT)
  timestamp!: string;
}
