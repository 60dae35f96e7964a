import { IsIn, IsObject, IsOptional, Matches } from 'class-validator';
import { INSTANT } from './instant';
import { Count, Text } from './rules';

/** Severities this project writes. */
export const SYSTEM_ALERT_SEVERITIES = ['info', 'warning', 'critical'] as const;
export type SystemAlertSeverity = (typeof SYSTEM_ALERT_SEVERITIES)[number];

/** Where an alert has no status, it is firing. */
export const SYSTEM_ALERT_STATUSES = ['firing', 'resolved'] as const;
export type SystemAlertStatus = (typeof SYSTEM_ALERT_STATUSES)[number];

/** Somebody should look: S1's alert to everyone. */
export class SystemAlertEvent {
  /** One of `SYSTEM_ALERT_SEVERITIES` where the sender is ours; the list is open. */
  @Text()
  severity!: string;

  @Text()
  message!: string;

  /** The service that raised it. */
  @Text()
  source!: string;

  @IsOptional()
  @IsObject()
  metadata?: Record<string, unknown>;

  /** `resolved` says that an earlier alert is over; without it, it is firing. */
  @IsOptional()
  @IsIn(SYSTEM_ALERT_STATUSES)
  status?: SystemAlertStatus;
}

/** A dead-letter topic holds more than it should, or no longer does: S4's `DLQAlertEvent`. */
export class DlqAlertEvent {
  @Text()
  dlq_topic!: string;

  @Count()
  failure_count!: number;

  @Count()
  threshold!: number;

  @Matches(INSTANT)
  timestamp!: string;

  /** `resolved` says that the topic holds no more than the threshold again; without it, it is firing. */
  @IsOptional()
  @IsIn(SYSTEM_ALERT_STATUSES)
  status?: SystemAlertStatus;

  /** `info` with `resolved`. */
  @IsOptional()
  @IsIn(SYSTEM_ALERT_SEVERITIES)
  severity?: SystemAlertSeverity;
}
