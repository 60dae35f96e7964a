import 'reflect-metadata';
import {
  IsArray,
  IsIn,
  IsNumber,
  IsObject,
  IsOptional,
  IsString,
  Matches,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { Type } from 'class-transformer';
import { INSTANT } from './instant';
import { Text } from './rules';
import { PersonalData } from './personal-data';

/** One word of a NATS subject: no dots, no wildcards, no white space. */
export const SUBJECT_WORD = /^[A-Za-z0-9_-]+$/;

/** Ids are any text, as everywhere on this bus; most are UUIDs. */
const MAX_ID_LENGTH = 1024;

export class UsageCost {
  @IsNumber()
  @Min(0)
  amount!: number;

  /** ISO 4217. */
  @Matches(/^[A-Z]{3}$/)
  currency!: string;

  /** Price of one unit. */
  @IsOptional()
  @IsNumber()
  @Min(0)
  rate?: number;
}

/** What was used, by whom, how much: sent on `usage.metered.{event_type}`. */
export class UsageEvent {
  @Text()
  @MaxLength(MAX_ID_LENGTH)
  event_id!: string;

  @Matches(INSTANT)
  timestamp!: string;

  @Text()
  service_name!: string;

  /** Absent where the request named nobody: most requests on this bus come from services. */
  @IsOptional()
  @IsString()
  @PersonalData({ subject: true })
  user_id?: string;

  @IsOptional()
  @IsString()
  tenant_id?: string;

  /** `api_call`, `model_inference`; the list is open, because new kinds of usage are an additive change. */
  @Matches(SUBJECT_WORD)
  event_type!: string;

  @Text()
  resource_type!: string;

  @IsNumber()
  @Min(0)
  quantity!: number;

  @IsOptional()
  @IsString()
  unit?: string;

  @IsOptional()
  @IsObject()
  metadata?: Record<string, unknown>;

  /** Absent where the sender knows no price. */
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => UsageCost)
  cost?: UsageCost;
}

export const STEP_STATUSES = ['started', 'completed', 'failed'] as const;
export type StepStatus = (typeof STEP_STATUSES)[number];

export class StepError {
  @IsOptional()
  @IsString()
  code?: string;

  @IsString()
  message!: string;
}

/** One step of a workflow and how it stands: sent on `orchestrator.step.{status}`. */
export class OrchestratorStep {
  /** The same in all messages about one step. */
  @Text()
  @MaxLength(MAX_ID_LENGTH)
  step_id!: string;

  @Text()
  @MaxLength(MAX_ID_LENGTH)
  workflow_id!: string;

  @Matches(INSTANT)
  timestamp!: string;

  @Text()
  step_name!: string;

  @IsIn(STEP_STATUSES)
  status!: StepStatus;

  @Text()
  service_name!: string;

  @IsOptional()
  @IsString()
  step_type?: string;

  /** Absent while the step runs. */
  @IsOptional()
  @IsNumber()
  @Min(0)
  execution_time_ms?: number;

  /** Why it failed; absent otherwise. */
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => StepError)
  error?: StepError;

  @IsOptional()
  @IsObject()
  metadata?: Record<string, unknown>;
}

/** A service sends in its own name, or for a user. */
export class RealtimeSender {
  @IsOptional()
  @IsString()
  service_name?: string;

  @IsOptional()
  @IsString()
  @PersonalData({ subject: true })
  user_id?: string;
}

export class RealtimeRecipient {
  @Text()
  @PersonalData({ subject: true })
  user_id!: string;

  /** One of the user's connections; absent: all of them. */
  @IsOptional()
  @IsString()
  connection_id?: string;
}

/** A message for connected clients: sent on `realtime.push.{message_type}`. */
export class RealtimeMessage {
  @Text()
  @MaxLength(MAX_ID_LENGTH)
  message_id!: string;

  @Matches(INSTANT)
  timestamp!: string;

  @Text()
  channel!: string;

  /** `chat_message`, `notification`; the list is open. */
  @Matches(SUBJECT_WORD)
  message_type!: string;

  @IsObject()
  payload!: Record<string, unknown>;

  @IsObject()
  @ValidateNested()
  @Type(() => RealtimeSender)
  sender!: RealtimeSender;

  /** Absent: everybody on the channel. */
  @IsOptional()
  @IsArray()
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => RealtimeRecipient)
  recipients?: RealtimeRecipient[];
}

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

  @Matches(INSTANT)
  timestamp!: string;

  @Text()
  service_name!: string;

  /** `service_down`, `high_latency`, `quota_exceeded`; the list is open. */
  @Matches(SUBJECT_WORD)
  alert_type!: string;

  @IsIn(ALERT_SEVERITIES)
  severity!: AlertSeverity;

  @IsIn(ALERT_STATUSES)
  status!: AlertStatus;

  /** One sentence with the figures in it. */
  @Text()
  message!: string;

  /** When what it is about began. */
  @Matches(INSTANT)
  since!: string;

  @IsOptional()
  @IsObject()
  metadata?: Record<string, unknown>;
}
