import { IsIn, IsObject, IsOptional, IsString, Matches } from 'class-validator';
import { INSTANT } from '../instant';
import { Count, Measure, Nested, NestedList, Objects, Share, Text, Texts } from '../rules';
import { ERROR_SEVERITIES, type ErrorSeverity } from './errors';

export class PatternInfo {
  @Text()
  pattern_id!: string;

  @Text()
  pattern_type!: string;

  @Share()
  confidence_score!: number;

  @IsOptional()
  @IsString()
  discovery_method?: string;

  /** Depends on the type of pattern. */
  @IsObject()
  pattern_data!: Record<string, unknown>;
}

export class AnalysisWindow {
  @Matches(INSTANT)
  start_time!: string;

  @Matches(INSTANT)
  end_time!: string;

  @IsOptional()
  @Count()
  sample_size?: number;
}

export class AnalysisContext {
  @IsOptional()
  @Nested(() => AnalysisWindow)
  analysis_window?: AnalysisWindow;

  @IsOptional()
  @Texts()
  data_sources?: string[];
}

export class ActionableInsights {
  @IsOptional()
  @Objects()
  optimization_opportunities?: Record<string, unknown>[];

  @IsOptional()
  @Objects()
  risk_indicators?: Record<string, unknown>[];
}

/** `intelligence.pattern.discovered` */
export class PatternDiscoveredPayload {
  @Nested(() => PatternInfo)
  pattern_info!: PatternInfo;

  @IsOptional()
  @Nested(() => AnalysisContext)
  analysis_context?: AnalysisContext;

  @IsOptional()
  @Nested(() => ActionableInsights)
  actionable_insights?: ActionableInsights;
}

export class AnomalyInfo {
  @Text()
  anomaly_id!: string;

  @Matches(INSTANT)
  detection_time!: string;

  @Text()
  anomaly_type!: string;

  @IsIn(ERROR_SEVERITIES)
  severity!: ErrorSeverity;

  @Texts()
  affected_services!: string[];

  @IsOptional()
  @Texts()
  affected_tools?: string[];
}

/** Numbers by name on either side; which ones depends on the anomaly. */
export class AnomalyMetrics {
  @IsObject()
  baseline_metrics!: Record<string, unknown>;

  @IsObject()
  anomaly_metrics!: Record<string, unknown>;

  /** How many times worse than normal. */
  @IsOptional()
  @Measure()
  degradation_factor?: number;
}

export class ProbableCause {
  @Text()
  cause!: string;

  @Share()
  confidence!: number;

  @IsOptional()
  @Texts()
  evidence?: string[];
}

export class RootCauseAnalysis {
  @IsOptional()
  @NestedList(() => ProbableCause)
  probable_causes?: ProbableCause[];

  @IsOptional()
  @Objects()
  recommended_actions?: Record<string, unknown>[];
}

/** `intelligence.performance.anomaly_detected` */
export class PerformanceAnomalyPayload {
  @Nested(() => AnomalyInfo)
  anomaly_info!: AnomalyInfo;

  @Nested(() => AnomalyMetrics)
  metrics_data!: AnomalyMetrics;

  @IsOptional()
  @Nested(() => RootCauseAnalysis)
  root_cause_analysis?: RootCauseAnalysis;
}
