import 'reflect-metadata';
import { IsIn, IsObject, IsOptional, Matches, MaxLength } from 'class-validator';
import { INSTANT } from '../instant';
import { Text } from '../rules';
import { MAX_ID_LENGTH, SUBJECT_WORD } from './subject';

export const ALERT_SEVERITIES = ['info', 'warning', 'critical'] as const;
export type AlertSeverity = (typeof ALERT_SEVERITIES)[number];

export const ALERT_STATUSES = ['firing', 'resolved'] as const;
export type AlertStatus = (typeof ALERT_STATUSES)[number];

/**
 * Something an operator should know: sent on `alerts.{alert_type}`. The NATS contracts name the subjects; this payload
 * is ours.
 */
export class AlertNotice {
  /** Of this notice; the one that resolves an alert has its own. */
  @Text()
  @MaxLength(MAX_ID_LENGTH)
  event_id!: string;

  /** When that was noticed. */
  @Matches(INSTANT)
  timestamp!: string;

  /** The service it is about. */
  @Text()
  service_name!: string;

  /** `service_down`, `high_latency`, `quota_exceeded`; the list is open. */
  @Matches(SUBJECT_WORD)
  alert_type!: string;

  /** How bad it is. */
  @IsIn(ALERT_SEVERITIES)
  severity!: AlertSeverity;

  /** Whether it is so now, or over. */
  @IsIn(ALERT_STATUSES)
  status!: AlertStatus;

  /** One sentence with the figures in it. */
  @Text()
  message!: string;

  /** When what it is about began. */
  @Matches(INSTANT)
  since!: string;

  /** Whatever else is known. */
  @IsOptional()
  @IsObject()
  metadata?: Record<string, unknown>;
}
