import { IsIn, IsInt, IsOptional, IsString, Matches, Max, Min } from 'class-validator';
import { HEALTH_STATUSES, HealthCheckResult, type HealthStatus } from './health';
import { INSTANT } from './instant';
import { Measure, NestedList, Text, Texts } from './rules';

/** The architecture document names these topics and gives no payloads; these shapes are ours. */
abstract class AboutInstance {
  @Text()
  service!: string;

  @Text()
  instance_id!: string;
}

/** A service instance is up and can be found. */
export class ServiceRegisteredEvent extends AboutInstance {
  @Text()
  version!: string;

  @Matches(INSTANT)
  registered_at!: string;

  @IsOptional()
  @IsString()
  host?: string;

  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(65535)
  port?: number;

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
  @IsIn(HEALTH_STATUSES)
  health_status!: HealthStatus;

  /** Absent where the sender did not know. */
  @IsOptional()
  @IsIn(HEALTH_STATUSES)
  previous_status?: HealthStatus;

  @IsOptional()
  @IsString()
  reason?: string;

  @IsOptional()
  @NestedList(() => HealthCheckResult)
  checks?: HealthCheckResult[];

  @Matches(INSTANT)
  changed_at!: string;
}

/** A service instance is gone. */
export class ServiceDeregisteredEvent extends AboutInstance {
  @Text()
  reason!: string;

  @Matches(INSTANT)
  deregistered_at!: string;

  @IsOptional()
  @Measure()
  uptime_seconds?: number;
}
