import { IsBoolean, IsObject, IsOptional, IsString, Matches } from 'class-validator';
import { INSTANT } from '../instant';
import { Count, Measure, Nested, Objects, Text } from '../rules';

/** What a tool needs to run. */
export class ExecutionRequirements {
  /** How long it may take at most, in milliseconds. */
  @IsOptional()
  @Count()
  max_execution_time_ms?: number;

  /** How much memory it may have, in megabytes. */
  @IsOptional()
  @Measure()
  memory_limit_mb?: number;

  /** Whether it reads or writes files. */
  @IsOptional()
  @IsBoolean()
  requires_filesystem?: boolean;

  /** Whether it asks over the network. */
  @IsOptional()
  @IsBoolean()
  requires_network?: boolean;
}

export class ToolInfo {
  /** The name it is asked for by. */
  @Text()
  name!: string;

  /** The version of the tool. */
  @IsString()
  version!: string;

  /** The service that offers it. */
  @IsString()
  service_source!: string;

  /** What kind of tool it is. */
  @IsOptional()
  @IsString()
  category?: string;

  /** What it does, for people. */
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

  /** What it needs to run. */
  @IsOptional()
  @Nested(() => ExecutionRequirements)
  execution_requirements?: ExecutionRequirements;
}

export class DiscoveryContext {
  /** How it was found. */
  @IsString()
  discovery_method!: string;

  /** When it was found. */
  @Matches(INSTANT)
  discovery_timestamp!: string;

  /** Who told of it. */
  @IsOptional()
  @IsString()
  registration_source?: string;
}

/** `tool.registration.discovered` */
export class ToolDiscoveredPayload {
  /** The tool. */
  @Nested(() => ToolInfo)
  tool_info!: ToolInfo;

  /** How it was found. */
  @Nested(() => DiscoveryContext)
  discovery_context!: DiscoveryContext;
}

export class ExecutionInfo {
  /** The tool. */
  @Text()
  tool_name!: string;

  /** The id of this run. */
  @Text()
  execution_id!: string;

  /** Who asked for it. */
  @IsOptional()
  @IsString()
  requester_service?: string;

  /** Who ran it. */
  @IsOptional()
  @IsString()
  target_service?: string;
}

export class ExecutionDetails {
  /** When it began. */
  @Matches(INSTANT)
  start_time!: string;

  /** When it ended. */
  @Matches(INSTANT)
  end_time!: string;

  /** How long it took, in milliseconds. */
  @Measure()
  duration_ms!: number;

  /** `success` in the example; the event is also sent for executions that went wrong. */
  @Text()
  status!: string;

  /** The size of what went in, in bytes. */
  @IsOptional()
  @Count()
  input_size_bytes?: number;

  /** The size of what came out, in bytes. */
  @IsOptional()
  @Count()
  output_size_bytes?: number;
}

export class ExecutionMetrics {
  /** Above 100 on more than one core. */
  @IsOptional()
  @Measure()
  cpu_usage_percent?: number;

  /** The most memory it had, in megabytes. */
  @IsOptional()
  @Measure()
  memory_peak_mb?: number;

  /** How often it read or wrote. */
  @IsOptional()
  @Count()
  io_operations?: number;

  /** How often it asked over the network. */
  @IsOptional()
  @Count()
  network_calls?: number;
}

export class ExecutionIntelligence {
  /** Patterns that were seen in it. */
  @IsOptional()
  @Objects()
  patterns_identified?: Record<string, unknown>[];

  /** What could be done better. */
  @IsOptional()
  @Objects()
  recommendations?: Record<string, unknown>[];
}

/** `tool.execution.completed` */
export class ToolExecutedPayload {
  /** What ran, and for whom. */
  @Nested(() => ExecutionInfo)
  execution_info!: ExecutionInfo;

  /** When, and how it went. */
  @Nested(() => ExecutionDetails)
  execution_details!: ExecutionDetails;

  /** What it cost. */
  @IsOptional()
  @Nested(() => ExecutionMetrics)
  performance_metrics?: ExecutionMetrics;

  /** What was learned from it. */
  @IsOptional()
  @Nested(() => ExecutionIntelligence)
  intelligence_data?: ExecutionIntelligence;
}
