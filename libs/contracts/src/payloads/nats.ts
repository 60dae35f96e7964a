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
  /** In units of the currency. */
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
  /** The id of this event, so that it is counted once. */
  @Text()
  @MaxLength(MAX_ID_LENGTH)
  event_id!: string;

  /** When the call was made. */
  @Matches(INSTANT)
  timestamp!: string;

  /** Who was asked. */
  @Text()
  service_name!: string;

  /** Absent where the request named nobody: most requests on this bus come from services. */
  @IsOptional()
  @IsString()
  @PersonalData({ subject: true })
  user_id?: string;

  /** Who pays; absent where nobody is named. */
  @IsOptional()
  @IsString()
  tenant_id?: string;

  /** `api_call`, `model_inference`; the list is open, because new kinds of usage are an additive change. */
  @Matches(SUBJECT_WORD)
  event_type!: string;

  /** What was used. */
  @Text()
  resource_type!: string;

  /** How much of it. */
  @IsNumber()
  @Min(0)
  quantity!: number;

  /** What is counted. */
  @IsOptional()
  @IsString()
  unit?: string;

  /** Which request it was. */
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
  /** What went wrong; one of docs/errors.md, where it was us. */
  @IsOptional()
  @IsString()
  code?: string;

  /** The same as a sentence. */
  @IsString()
  message!: string;
}

/** One step of a workflow and how it stands: sent on `orchestrator.step.{status}`. */
export class OrchestratorStep {
  /** The same in all messages about one step. */
  @Text()
  @MaxLength(MAX_ID_LENGTH)
  step_id!: string;

  /** The workflow the step belongs to. */
  @Text()
  @MaxLength(MAX_ID_LENGTH)
  workflow_id!: string;

  /** When that was so. */
  @Matches(INSTANT)
  timestamp!: string;

  /** What the step is called, for people. */
  @Text()
  step_name!: string;

  /** Where the step stands. */
  @IsIn(STEP_STATUSES)
  status!: StepStatus;

  /** Who does it. */
  @Text()
  service_name!: string;

  /** What kind of step it is. */
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

  /** For whom, and in which request. */
  @IsOptional()
  @IsObject()
  metadata?: Record<string, unknown>;
}

/** A service sends in its own name, or for a user. */
export class RealtimeSender {
  /** The service. */
  @IsOptional()
  @IsString()
  service_name?: string;

  /** The user it speaks for. */
  @IsOptional()
  @IsString()
  @PersonalData({ subject: true })
  user_id?: string;
}

export class RealtimeRecipient {
  /** The user it is meant for. */
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
  /** The id of the message. */
  @Text()
  @MaxLength(MAX_ID_LENGTH)
  message_id!: string;

  /** When it was sent. */
  @Matches(INSTANT)
  timestamp!: string;

  /** Where it is shown: a user, a room. */
  @Text()
  channel!: string;

  /** `chat_message`, `notification`; the list is open. */
  @Matches(SUBJECT_WORD)
  message_type!: string;

  /** What it says. */
  @IsObject()
  payload!: Record<string, unknown>;

  /** Who says it. */
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
