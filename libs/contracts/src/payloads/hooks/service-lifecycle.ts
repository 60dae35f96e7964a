import { IsIn, IsInt, IsObject, IsOptional, IsString, Matches, Max, MaxLength, Min } from 'class-validator';
import { HEALTH_STATUSES, type HealthStatus } from '../health';
import { Count, Measure, Nested, NestedList, Objects, Text, Texts } from '../rules';

/** Three numbers with anything after them, so pre-releases and builds too: the source documents leave the end open. */
export const SERVICE_VERSION = /^\d+\.\d+\.\d+/;

export const STEP_OUTCOMES = ['success', 'failed', 'warning'] as const;
export type StepOutcome = (typeof STEP_OUTCOMES)[number];

/** One step of starting or stopping. */
export class StartupStep {
  /** What was done. */
  @IsString()
  step!: string;

  /** How long it took, in milliseconds. */
  @Count()
  duration_ms!: number;

  /** How it went. */
  @IsIn(STEP_OUTCOMES)
  status!: StepOutcome;

  /** Whatever else there is to say, such as what is waited for. */
  @IsOptional()
  @IsObject()
  details?: Record<string, unknown> | null;
}

export class ServiceInfo {
  /** The name of the service. */
  @Text()
  @MaxLength(100)
  name!: string;

  /** The version of the program. */
  @Matches(SERVICE_VERSION)
  version!: string;

  /** What kind of service it is. */
  @IsString()
  type!: string;

  /** Which of its instances. */
  @IsString()
  instance_id!: string;

  /** The host it is reached at. */
  @IsString()
  host!: string;

  /** The port it is reached at. */
  @IsInt()
  @Min(1)
  @Max(65535)
  port!: number;

  /** Where it says how it is. */
  @IsString()
  health_check_url!: string;

  /** What it can be asked for. */
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
  /** How long the start took, in milliseconds. */
  @Count()
  startup_time_ms!: number;

  /** What was done, in order. */
  @IsOptional()
  @NestedList(() => StartupStep)
  initialization_steps?: StartupStep[];
}

/** `service.lifecycle.started` */
export class ServiceStartedPayload {
  /** The service, and where it is reached. */
  @Nested(() => ServiceInfo)
  service_info!: ServiceInfo;

  /** How the start went. */
  @Nested(() => StartupInfo)
  startup_info!: StartupInfo;
}

/** A service that is known already. */
export class ServiceReference {
  /** The name of the service. */
  @Text()
  @MaxLength(100)
  name!: string;

  /** Which of its instances. */
  @IsString()
  instance_id!: string;
}

export class ShutdownInfo {
  /** Why it stopped: a signal's name, or words. */
  @Text()
  shutdown_reason!: string;

  /** How long it ran, in seconds. */
  @Measure()
  uptime_seconds!: number;

  /** Counters by name, e.g. `requests_processed`. */
  @IsOptional()
  @IsObject()
  final_metrics?: Record<string, unknown>;

  /** What was done, in order. */
  @IsOptional()
  @NestedList(() => StartupStep)
  cleanup_steps?: StartupStep[];
}

/** `service.lifecycle.stopped` */
export class ServiceStoppedPayload {
  /** The service. */
  @Nested(() => ServiceReference)
  service_info!: ServiceReference;

  /** How the stop went. */
  @Nested(() => ShutdownInfo)
  shutdown_info!: ShutdownInfo;
}

export class HealthChange {
  /** How it was. */
  @IsIn(HEALTH_STATUSES)
  previous_status!: HealthStatus;

  /** How it is. */
  @IsIn(HEALTH_STATUSES)
  current_status!: HealthStatus;

  /** Why, for people. */
  @IsString()
  change_reason!: string;

  /** How each part is, by its name; the words are the sender's (`warning` is one of them). */
  @IsOptional()
  @IsObject()
  health_details?: Record<string, unknown>;

  /** What is done about it, a sentence each. */
  @IsOptional()
  @Texts()
  recovery_actions?: string[];
}

/** `service.lifecycle.health_changed` */
export class ServiceHealthChangedPayload {
  /** The service. */
  @Nested(() => ServiceReference)
  service_info!: ServiceReference;

  /** How it was and is. */
  @Nested(() => HealthChange)
  health_change!: HealthChange;
}
