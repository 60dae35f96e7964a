import { IsIn, IsInt, IsObject, IsOptional, IsString, Matches, Max, MaxLength, Min } from 'class-validator';
import { HEALTH_STATUSES, type HealthStatus } from '../health';
import { Count, Measure, Nested, NestedList, Objects, Text, Texts } from '../rules';

/** Three numbers with anything after them, so pre-releases and builds too: the source documents leave the end open. */
export const SERVICE_VERSION = /^\d+\.\d+\.\d+/;

export const STEP_OUTCOMES = ['success', 'failed', 'warning'] as const;
export type StepOutcome = (typeof STEP_OUTCOMES)[number];

/** One step of starting or stopping. */
export class StartupStep {
  @IsString()
  step!: string;

  @Count()
  duration_ms!: number;

  @IsIn(STEP_OUTCOMES)
  status!: StepOutcome;

  @IsOptional()
  @IsObject()
  details?: Record<string, unknown> | null;
}

export class ServiceInfo {
  @Text()
  @MaxLength(100)
  name!: string;

  @Matches(SERVICE_VERSION)
  version!: string;

  @IsString()
  type!: string;

  @IsString()
  instance_id!: string;

  @IsString()
  host!: string;

  @IsInt()
  @Min(1)
  @Max(65535)
  port!: number;

  @IsString()
  health_check_url!: string;

  @IsOptional()
  @Texts()
  capabilities?: string[];

  /** `{service, type, version}` in the examples; nothing is prescribed. */
  @IsOptional()
  @Objects()
  dependencies?: Record<string, unknown>[];

  /** Texts as Kubernetes writes them: `2000m`, `4Gi`. */
  @IsOptional()
  @IsObject()
  resources?: Record<string, unknown>;
}

export class StartupInfo {
  @Count()
  startup_time_ms!: number;

  @IsOptional()
  @NestedList(() => StartupStep)
  initialization_steps?: StartupStep[];
}

/** `service.lifecycle.started` */
export class ServiceStartedPayload {
  @Nested(() => ServiceInfo)
  service_info!: ServiceInfo;

  @Nested(() => StartupInfo)
  startup_info!: StartupInfo;
}

/** A service that is known already. */
export class ServiceReference {
  @Text()
  @MaxLength(100)
  name!: string;

  @IsString()
  instance_id!: string;
}

export class ShutdownInfo {
  @Text()
  shutdown_reason!: string;

  @Measure()
  uptime_seconds!: number;

  /** Counters by name, e.g. `requests_processed`. */
  @IsOptional()
  @IsObject()
  final_metrics?: Record<string, unknown>;

  @IsOptional()
  @NestedList(() => StartupStep)
  cleanup_steps?: StartupStep[];
}

/** `service.lifecycle.stopped` */
export class ServiceStoppedPayload {
  @Nested(() => ServiceReference)
  service_info!: ServiceReference;

  @Nested(() => ShutdownInfo)
  shutdown_info!: ShutdownInfo;
}

export class HealthChange {
  @IsIn(HEALTH_STATUSES)
  previous_status!: HealthStatus;

  @IsIn(HEALTH_STATUSES)
  current_status!: HealthStatus;

  @IsString()
  change_reason!: string;

  /** How each part is, by its name; the words are the sender's (`warning` is one of them). */
  @IsOptional()
  @IsObject()
  health_details?: Record<string, unknown>;

  @IsOptional()
  @Texts()
  recovery_actions?: string[];
}

/** `service.lifecycle.health_changed` */
export class ServiceHealthChangedPayload {
  @Nested(() => ServiceReference)
  service_info!: ServiceReference;

  @Nested(() => HealthChange)
  health_change!: HealthChange;
}
