import { IsNumber, IsObject, IsOptional } from 'class-validator';
import { Objects, Share, Text } from './rules';

/** An entity's quality was measured. */
export class QualityAssessedEvent {
  /** What was measured: a file's path, or another id. */
  @Text()
  entity_id!: string;

  /** How good it is, 0 to 1. */
  @Share()
  quality_score!: number;

  /** Named parts of the score, each 0 to 1. */
  @IsOptional()
  @IsObject()
  dimensions?: Record<string, unknown>;

  /** How far it keeps the rules of ONEX, 0 to 1. */
  @IsOptional()
  @Share()
  onex_compliance?: number;
}

/** A pattern was learned and can be matched from now on. */
export class PatternLearnedEvent {
  /** The pattern's id. */
  @Text()
  pattern_id!: string;

  /** What kind of pattern it is. */
  @Text()
  pattern_type!: string;

  /** The pattern itself. */
  @IsObject()
  pattern_data!: Record<string, unknown>;
}

/** How fast or costly an operation normally is. */
export class PerformanceBaselineEvent {
  /** What was measured, as the catalog names it. */
  @Text()
  operation!: string;

  /** What it usually costs, by the name of the figure. */
  @IsObject()
  baseline_metrics!: Record<string, unknown>;
}

/** An operation could be done better. */
export class OptimizationIdentifiedEvent {
  /** What could be done better, as the catalog names it. */
  @Text()
  operation!: string;

  /** Each as its finder describes it. */
  @Objects()
  opportunities!: Record<string, unknown>[];

  /** Gain by effort; no scale is given anywhere, so any number will do. */
  @IsNumber()
  roi_score!: number;
}
