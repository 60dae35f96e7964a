import { IsNumber, IsObject, IsOptional } from 'class-validator';
import { Objects, Share, Text } from './rules';

/** An entity's quality was measured. */
export class QualityAssessedEvent {
  @Text()
  entity_id!: string;

  @Share()
  quality_score!: number;

  /** Named parts of the score, each 0 to 1. */
  @IsOptional()
  @IsObject()
  dimensions?: Record<string, unknown>;

  @IsOptional()
  @Share()
  onex_compliance?: number;
}

/** A pattern was learned and can be matched from now on. */
export class PatternLearnedEvent {
  @Text()
  pattern_id!: string;

  @Text()
  pattern_type!: string;

  @IsObject()
  pattern_data!: Record<string, unknown>;
}

/** How fast or costly an operation normally is. */
export class PerformanceBaselineEvent {
  @Text()
  operation!: string;

  @IsObject()
  baseline_metrics!: Record<string, unknown>;
}

/** An operation could be done better. */
export class OptimizationIdentifiedEvent {
  @Text()
  operation!: string;

  /** Each as its finder describes it. */
  @Objects()
  opportunities!: Record<string, unknown>[];

  /** Gain by effort; no scale is given anywhere, so any number will do. */
  @IsNumber()
  roi_score!: number;
}
