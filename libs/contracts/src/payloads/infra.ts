import { IsIn, IsInt, IsOptional, IsString, Matches, Max, Min } from 'class-validator';
import { HEALTH_STATUSES, HealthCheckResult, type HealthStatus } from './health';
import { INSTANT } from './instant';
import { Measure, NestedList, Text, Texts } from './rules';

/** The architecture document names these topics and gives no payloads; these shapes are ours. */
abstract class AboutInstance {
  /** The name of the service. */
  @Text()
  service!: string;

  /** Which of its instances. */
  @Text()
  instance_id!: string;
}

/** A service instance is up and can be found. */
export class ServiceRegisteredEvent extends AboutInstance {
  /** The version of the program. */
  @Text()
  version!: string;

  /** Since when it can be asked. */
  @Matches(INSTANT)
  registered_at!: string;

  /** The host it is reached at. */
  @IsOptional()
  @IsString()
  host?: string;

  /** The port it is reached at. */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(65535)
  port?: number;

  /** Where it says how it is. */
  @IsOptional()
  @IsString()
  health_check_url?: string;

  /** What it can be asked, e.g. `codegen.request.validate`. */
  @IsOptional()
  @Texts()
  capabilities?: string[];
}

/** A service instance is no longer as it was. */
export class ServiceHealthChangedEvent extends AboutInstance {
  /** How it is now. */
  @IsIn(HEALTH_STATUSES)
  health_status!: HealthStatus;

  /** Absent where the sender did not know. */
  @IsOptional()
  @IsIn(HEALTH_STATUSES)
  previous_status?: HealthStatus;

  /** Why, for people. */
  @IsOptional()
  @IsString()
  reason?: string;

  /** What it looked at to tell. */
  @IsOptional()
  @NestedList(() => HealthCheckResult)
  checks?: HealthCheckResult[];

  /** Since when it is so. */
  @Matches(INSTANT)
  changed_at!: string;
}

/** A service instance is gone. */
export class ServiceDeregisteredEvent extends AboutInstance {
  /** Why it is gone: `shutdown`, or words. */
  @Text()
  reason!: string;

  /** When it went. */
  @Matches(INSTANT)
  deregistered_at!: string;

  /** How long it ran, in seconds. */
  @IsOptional()
  @Measure()
  uptime_seconds?: number;
}
