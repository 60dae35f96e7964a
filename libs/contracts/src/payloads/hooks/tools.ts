import { IsBoolean, IsObject, IsOptional, IsString, Matches } from 'class-validator';
import { INSTANT } from '../instant';
import { Count, Measure, Nested, Objects, Text } from '../rules';

/** What a tool needs to run. */
export class ExecutionRequirements {
  @IsOptional()
  @Count()
  max_execution_time_ms?: number;

  @IsOptional()
  @Measure()
  memory_limit_mb?: number;

  @IsOptional()
  @IsBoolean()
  requires_filesystem?: boolean;

  @IsOptional()
  @IsBoolean()
  requires_network?: boolean;
}

export class ToolInfo {
  @Text()
  name!: string;

  @IsString()
  version!: string;

  /** The service that offers it. */
  @IsString()
  service_source!: string;

  @IsOptional()
  @IsString()
  category?: string;

  @IsOptional()
  @IsString()
  description?: string;

  /** JSON Schema of what it takes. */
  @IsOptional()
  @IsObject()
  input_schema?: Record<string, unknown>;

  /** JSON Schema of what it gives. */
  @IsOptional()
  @IsObject()
  output_schema?: Record<string, unknown>;

  @IsOptional()
  @Nested(() => ExecutionRequirements)
  execution_requirements?: ExecutionRequirements;
}

export class DiscoveryContext {
  @IsString()
  discovery_method!: string;

  @Matches(INSTANT)
  discovery_timestamp!: string;

  @IsOptional()
  @IsString()
  registration_source?: string;
}

/** `tool.registration.discovered` */
export class ToolDiscoveredPayload {
  @Nested(() => ToolInfo)
  tool_info!: ToolInfo;

  @Nested(() => DiscoveryContext)
  discovery_context!: DiscoveryContext;
}

export class ExecutionInfo {
  @Text()
  tool_name!: string;

  @Text()
  execution_id!: string;

  @IsOptional()
  @IsString()
  requester_service?: string;

  @IsOptional()
  @IsString()
  target_service?: string;
}

export class ExecutionDetails {
  @Matches(INSTANT)
  start_time!: string;

  @Matches(INSTANT)
  end_time!: string;

  @Measure()
  duration_ms!: number;

  /** `success` in the example; the event is also sent for executions that went wrong. */
  @Text()
  status!: string;

  @IsOptional()
  @Count()
  input_size_bytes?: number;

  @IsOptional()
  @Count()
  output_size_bytes?: number;
}

export class ExecutionMetrics {
  /** Above 100 on more than one core. */
  @IsOptional()
  @Measure()
  cpu_usage_percent?: number;

  @IsOptional()
  @Measure()
  memory_peak_mb?: number;

  @IsOptional()
  @Count()
  io_operations?: number;

  @IsOptional()
  @Count()
  network_calls?: number;
}

export class ExecutionIntelligence {
  @IsOptional()
  @Objects()
  patterns_identified?: Record<string, unknown>[];

  @IsOptional()
  @Objects()
  recommendations?: Record<string, unknown>[];
}

/** `tool.execution.completed` */
export class ToolExecutedPayload {
  @Nested(() => ExecutionInfo)
  execution_info!: ExecutionInfo;

  @Nested(() => ExecutionDetails)
  execution_details!: ExecutionDetails;

  @IsOptional()
  @Nested(() => ExecutionMetrics)
  performance_metrics?: ExecutionMetrics;

  @IsOptional()
  @Nested(() => ExecutionIntelligence)
  intelligence_data?: ExecutionIntelligence;
}
