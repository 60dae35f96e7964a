import { IsObject, IsOptional, Matches } from 'class-validator';
import { INSTANT } from './instant';
import { Count, Text } from './rules';

/** Severities this project writes. */
export const SYSTEM_ALERT_SEVERITIES = ['warning', 'critical'] as const;
export type SystemAlertSeverity = (typeof SYSTEM_ALERT_SEVERITIES)[number];

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
}

/** A dead-letter topic holds more than it should: S4's `DLQAlertEvent`. */
export class DlqAlertEvent {
  @Text()
  dlq_topic!: string;

  @Count()
  failure_count!: number;

  @Count()
  threshold!: number;

  @Matches(INSTANT)
  timestamp!: string;
}
