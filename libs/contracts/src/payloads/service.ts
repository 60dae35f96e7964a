import { IsIn, IsOptional, Matches } from 'class-validator';
import { HEALTH_STATUSES, HealthCheckResult, type HealthStatus } from './health';
import { INSTANT } from './instant';
import { NestedList, Text } from './rules';

/** What this project's services write as `event_type`; other systems' words are read as they are. */
export const LIFECYCLE_STAGES = ['started', 'stopping', 'stopped', 'health_changed'] as const;
export type LifecycleStage = (typeof LIFECYCLE_STAGES)[number];

/**
 * A service began, ended, or changed how it is. The first three fields are those of the architecture document; the rest
 * says which instance and when.
 */
export class ServiceLifecycleEvent {
  /** The name of the service. */
  @Text()
  service!: string;

  /** `started`, `stopping`, `stopped` or `health_changed` where the sender is ours; the list is open. */
  @Text()
  event_type!: string;

  /** How the service is after it: a health status, `running`, `stopped`. */
  @Text()
  status!: string;

  /** Which of its instances. */
  @IsOptional()
  @Text()
  instance_id?: string;

  /** The version of the program. */
  @IsOptional()
  @Text()
  version?: string;

  /** When that was so. */
  @IsOptional()
  @Matches(INSTANT)
  timestamp?: string;
}

/** How a service is, and what it looked at to say so. */
export class ServiceHealthEvent {
  /** The name of the service. */
  @Text()
  service!: string;

  /** How it is. */
  @IsIn(HEALTH_STATUSES)
  health_status!: HealthStatus;

  /** What it looked at to tell. */
  @NestedList(() => HealthCheckResult)
  checks!: HealthCheckResult[];

  /** Which of its instances. */
  @IsOptional()
  @Text()
  instance_id?: string;

  /** When that was so. */
  @IsOptional()
  @Matches(INSTANT)
  timestamp?: string;
}
