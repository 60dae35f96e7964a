import { IsBoolean, IsIn, IsOptional, IsString, Matches } from 'class-validator';
import { INSTANT } from '../instant';
import { Count, Measure, Nested, Text, Texts } from '../rules';
import { PersonalData } from '../personal-data';

export const ERROR_SEVERITIES = ['low', 'medium', 'high', 'critical'] as const;
export type ErrorSeverity = (typeof ERROR_SEVERITIES)[number];

export class ErrorInfo {
  @Text()
  error_id!: string;

  @Text()
  service_name!: string;

  @IsString()
  instance_id!: string;

  @Text()
  error_type!: string;

  @IsIn(ERROR_SEVERITIES)
  severity!: ErrorSeverity;

  @IsString()
  message!: string;

  @IsOptional()
  @IsString()
  stack_trace?: string | null;

  @Matches(INSTANT)
  first_occurrence!: string;

  @Count()
  occurrence_count!: number;
}

/** What the service was doing; a failure nobody asked for has no request. */
export class ErrorContext {
  @IsOptional()
  @IsString()
  request_id?: string | null;

  @IsOptional()
  @IsString()
  @PersonalData({ subject: true })
  user_id?: string | null;

  @IsOptional()
  @IsString()
  operation?: string | null;

  @IsOptional()
  @IsString()
  tool_name?: string | null;

  @IsOptional()
  @IsString()
  environment?: string | null;
}

/** A service seldom knows all of this, so nothing is required. */
export class ImpactAssessment {
  @IsOptional()
  @Count()
  affected_users?: number;

  @IsOptional()
  @Texts()
  affected_operations?: string[];

  @IsOptional()
  @Measure()
  estimated_recovery_time_minutes?: number;

  @IsOptional()
  @IsIn(ERROR_SEVERITIES)
  business_impact?: ErrorSeverity;
}

export class RecoveryActions {
  @IsBoolean()
  automatic_recovery_attempted!: boolean;

  @IsOptional()
  @Texts()
  recovery_steps?: string[];

  @IsOptional()
  @IsBoolean()
  manual_intervention_required?: boolean;
}

/** `error.service.critical` */
export class ServiceErrorPayload {
  @Nested(() => ErrorInfo)
  error_info!: ErrorInfo;

  @IsOptional()
  @Nested(() => ErrorContext)
  context_info?: ErrorContext;

  @IsOptional()
  @Nested(() => ImpactAssessment)
  impact_assessment?: ImpactAssessment;

  @IsOptional()
  @Nested(() => RecoveryActions)
  recovery_actions?: RecoveryActions;
}
