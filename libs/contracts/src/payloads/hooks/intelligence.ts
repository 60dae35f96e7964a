import { IsIn, IsObject, IsOptional, IsString, Matches } from 'class-validator';
import { INSTANT } from '../instant';
import { Count, Measure, Nested, NestedList, Objects, Share, Text, Texts } from '../rules';
import { ERROR_SEVERITIES, type ErrorSeverity } from './errors';

export class PatternInfo {
  /** The pattern's id. */
  @Text()
  pattern_id!: string;

  /** What kind of pattern it is. */
  @Text()
  pattern_type!: string;

  /** How sure that is, 0 to 1. */
  @Share()
  confidence_score!: number;

  /** How it was found. */
  @IsOptional()
  @IsString()
  discovery_method?: string;

  /** Depends on the type of pattern. */
  @IsObject()
  pattern_data!: Record<string, unknown>;
}

export class AnalysisWindow {
  /** When it begins. */
  @Matches(INSTANT)
  start_time!: string;

  /** When it ends. */
  @Matches(INSTANT)
  end_time!: string;

  /** How many observations are in it. */
  @IsOptional()
  @Count()
  sample_size?: number;
}

export class AnalysisContext {
  /** The time that was looked at. */
  @IsOptional()
  @Nested(() => AnalysisWindow)
  analysis_window?: AnalysisWindow;

  /** What was looked at. */
  @IsOptional()
  @Texts()
  data_sources?: string[];
}

export class ActionableInsights {
  /** What could be done better. */
  @IsOptional()
  @Objects()
  optimization_opportunities?: Record<string, unknown>[];

  /** What could go wrong. */
  @IsOptional()
  @Objects()
  risk_indicators?: Record<string, unknown>[];
}

/** `intelligence.pattern.discovered` */
export class PatternDiscoveredPayload {
  /** The pattern. */
  @Nested(() => PatternInfo)
  pattern_info!: PatternInfo;

  /** In what it was seen. */
  @IsOptional()
  @Nested(() => AnalysisContext)
  analysis_context?: AnalysisContext;

  /** What can be made of it. */
  @IsOptional()
  @Nested(() => ActionableInsights)
  actionable_insights?: ActionableInsights;
}

export class AnomalyInfo {
  /** The id of this anomaly. */
  @Text()
  anomaly_id!: string;

  /** When it was noticed. */
  @Matches(INSTANT)
  detection_time!: string;

  /** What kind it is. */
  @Text()
  anomaly_type!: string;

  /** How bad it is. */
  @IsIn(ERROR_SEVERITIES)
  severity!: ErrorSeverity;

  /** The services that have it. */
  @Texts()
  affected_services!: string[];

  /** The tools that have it. */
  @IsOptional()
  @Texts()
  affected_tools?: string[];
}

/** Numbers by name on either side; which ones depends on the anomaly. */
export class AnomalyMetrics {
  /** What is usual, by the name of the figure. */
  @IsObject()
  baseline_metrics!: Record<string, unknown>;

  /** What it is now, by the same names. */
  @IsObject()
  anomaly_metrics!: Record<string, unknown>;

  /** How many times worse than normal. */
  @IsOptional()
  @Measure()
  degradation_factor?: number;
}

export class ProbableCause {
  /** The cause, in words. */
  @Text()
  cause!: string;

  /** How likely it is, 0 to 1. */
  @Share()
  confidence!: number;

  /** What speaks for it, a sentence each. */
  @IsOptional()
  @Texts()
  evidence?: string[];
}

export class RootCauseAnalysis {
  /** What it could come from, the likeliest first. */
  @IsOptional()
  @NestedList(() => ProbableCause)
  probable_causes?: ProbableCause[];

  /** What could be done about it. */
  @IsOptional()
  @Objects()
  recommended_actions?: Record<string, unknown>[];
}

/** `intelligence.performance.anomaly_detected` */
export class PerformanceAnomalyPayload {
  /** What is out of the ordinary. */
  @Nested(() => AnomalyInfo)
  anomaly_info!: AnomalyInfo;

  /** The figures, usual and now. */
  @Nested(() => AnomalyMetrics)
  metrics_data!: AnomalyMetrics;

  /** What it could come from. */
  @IsOptional()
  @Nested(() => RootCauseAnalysis)
  root_cause_analysis?: RootCauseAnalysis;
}
