import { IsIn, IsOptional, Matches } from 'class-validator';
import { ErrorBody } from '../../payloads/error-body';
import { HEALTH_STATUSES, HealthCheckResult, type HealthStatus } from '../../payloads/health';
import { INSTANT } from '../../payloads/instant';
import { Measure, Nested, NestedList, Text, Texts } from '../../payloads/rules';

/** "How are you?" Without `service` every service answers; without `checks` every check is made. */
export class HealthCheckRequest {
  /** Whom it concerns; absent: all of them. */
  @IsOptional()
  @Text()
  service?: string;

  /** What is to be looked at, by name; absent: everything. */
  @IsOptional()
  @Texts()
  checks?: string[];
}

/** Null, and `error` says why, where the request was refused. */
export class HealthCheckResponse {
  /** The name of the service that answers. */
  @IsOptional()
  @Text()
  service!: string | null;

  /** Which of its instances. */
  @IsOptional()
  @Text()
  instance_id!: string | null;

  /** How it is, all in all. */
  @IsOptional()
  @IsIn(HEALTH_STATUSES)
  status!: HealthStatus | null;

  /** What it looked at, one by one. */
  @NestedList(() => HealthCheckResult)
  checks!: HealthCheckResult[];

  /** When it looked. */
  @Matches(INSTANT)
  checked_at!: string;

  /** How long it has been running, in seconds. */
  @IsOptional()
  @Measure()
  uptime_seconds!: number | null;

  /** Why it was refused. */
  @IsOptional()
  @Nested(() => ErrorBody)
  error?: ErrorBody | null;
}
