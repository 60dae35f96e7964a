import { IsIn, IsOptional, IsString } from 'class-validator';
import { Text } from './rules';

/** How a service is. `degraded`: it works, but not as it should. */
export const HEALTH_STATUSES = ['healthy', 'degraded', 'unhealthy'] as const;
export type HealthStatus = (typeof HEALTH_STATUSES)[number];

/** One thing a service looked at to tell how it is. */
export class HealthCheckResult {
  /** What was looked at: `kafka`, `postgres`. */
  @Text()
  name!: string;

  /** How that is. */
  @IsIn(HEALTH_STATUSES)
  status!: HealthStatus;

  /** Why, for people; absent where all is well. */
  @IsOptional()
  @IsString()
  message?: string;
}
