import { IsIn, IsOptional, Matches } from 'class-validator';
import { ErrorBody } from '../../payloads/error-body';
import { HEALTH_STATUSES, HealthCheckResult, type HealthStatus } from '../../payloads/health';
import { INSTANT } from '../../payloads/instant';
import { Measure, Nested, NestedList, Text, Texts } from '../../payloads/rules';

/** "How are you?" Without `service` every service answers; without `checks` every check is made. */
export class HealthCheckRequest {
  @IsOptional()
  @Text()
  service?: string;

  @IsOptional()
  @Texts()
  checks?: string[];
}

/** Null, and `error` says why, where the request was refused. */
export class HealthCheckResponse {
  @IsOptional()
  @Text()
  service!: string | null;

  @IsOptional()
  @Text()
  instance_id!: string | null;

  @IsOptional()
  @IsIn(HEALTH_STATUSES)
  status!: HealthStatus | null;

  @NestedList(() => HealthCheckResult)
  checks!: HealthCheckResult[];

  @Matches(INSTANT)
  checked_at!: string;

  @IsOptional()
  @Measure()
  uptime_seconds!: number | null;

  @IsOptional()
  @Nested(() => ErrorBody)
  error?: ErrorBody | null;
}
