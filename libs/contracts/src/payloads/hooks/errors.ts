import { IsBoolean, IsIn, IsOptional, IsString, Matches } from 'class-validator';
import { INSTANT } from '../instant';
import { Count, Measure, Nested, Text, Texts } from '../rules';
import { PersonalData } from '../personal-data';

export const ERROR_SEVERITIES = ['low', 'medium', 'high', 'critical'] as const;
export type ErrorSeverity = (typeof ERROR_SEVERITIES)[number];

export class ErrorInfo {
  /** The id of this outage or error. */
  @Text()
  error_id!: string;

  /** The service that has it. */
  @Text()
  service_name!: string;

  /** The instance that has it. */
  @IsString()
  instance_id!: string;

  /** The class of the error, or its code. */
  @Text()
  error_type!: string;

  /** How bad it is. */
  @IsIn(ERROR_SEVERITIES)
  severity!: ErrorSeverity;

  /** What the error says, without secrets. */
  @IsString()
  message!: string;

  /** Where it was thrown. */
  @IsOptional()
  @IsString()
  stack_trace?: string | null;

  /** When it was seen first. */
  @Matches(INSTANT)
  first_occurrence!: string;

  /** How often it was seen since. */
  @Count()
  occurrence_count!: number;
}

/** What the service was doing; a failure nobody asked for has no request. */
export class ErrorContext {
  /** The request that was served, by its correlation id. */
  @IsOptional()
  @IsString()
  request_id?: string | null;

  /** For whom. */
  @IsOptional()
  @IsString()
  @PersonalData({ subject: true })
  user_id?: string | null;

  /** What was asked for. */
  @IsOptional()
  @IsString()
  operation?: string | null;

  /** The tool that was used. */
  @IsOptional()
  @IsString()
  tool_name?: string | null;

  /** Where it runs: dev, staging, prod. */
  @IsOptional()
  @IsString()
  environment?: string | null;
}

/** A service seldom knows all of this, so nothing is required. */
export class ImpactAssessment {
  /** How many users notice it. */
  @IsOptional()
  @Count()
  affected_users?: number;

  /** What cannot be asked for meanwhile. */
  @IsOptional()
  @Texts()
  affected_operations?: string[];

  /** When it is expected to be over, in minutes. */
  @IsOptional()
  @Measure()
  estimated_recovery_time_minutes?: number;

  /** How bad that is. */
  @IsOptional()
  @IsIn(ERROR_SEVERITIES)
  business_impact?: ErrorSeverity;
}

export class RecoveryActions {
  /** Whether the service tried to help itself. */
  @IsBoolean()
  automatic_recovery_attempted!: boolean;

  /** What it did, a sentence each. */
  @IsOptional()
  @Texts()
  recovery_steps?: string[];

  /** Whether a person must act. */
  @IsOptional()
  @IsBoolean()
  manual_intervention_required?: boolean;
}

/** `error.service.critical` */
export class ServiceErrorPayload {
  /** What went wrong. */
  @Nested(() => ErrorInfo)
  error_info!: ErrorInfo;

  /** What the service was doing. */
  @IsOptional()
  @Nested(() => ErrorContext)
  context_info?: ErrorContext;

  /** Whom it concerns, as far as the service knows. */
  @IsOptional()
  @Nested(() => ImpactAssessment)
  impact_assessment?: ImpactAssessment;

  /** What was done about it, and what is left to do. */
  @IsOptional()
  @Nested(() => RecoveryActions)
  recovery_actions?: RecoveryActions;
}
