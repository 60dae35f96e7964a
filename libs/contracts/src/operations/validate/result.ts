import { IsArray, IsBoolean, IsIn, IsInt, IsNumber, IsObject, IsOptional, IsString, Max, Min } from 'class-validator';
import { VALIDATION_PROFILES, VALIDATION_TYPES, type ValidationProfile, type ValidationType } from './request';
import { NestedList } from '../../payloads/rules';

export const SEVERITIES = ['error', 'warning', 'info'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** One finding. Lines and columns are 1-based; columns count UTF-16 units. */
export class ValidationIssue {
  @IsString()
  code!: string;

  @IsIn(SEVERITIES)
  severity!: Severity;

  @IsString()
  message!: string;

  @IsInt()
  @Min(1)
  line!: number;

  @IsInt()
  @Min(1)
  column!: number;

  @IsInt()
  @Min(1)
  end_line!: number;

  @IsInt()
  @Min(1)
  end_column!: number;

  /** Which case of the rule it is: the engine's own name, e.g. `F821`, or a few words. */
  @IsString()
  rule!: string;

  /** What to do about it. */
  @IsOptional()
  @IsString()
  hint?: string;
}

/** What was taken from a dimension's full score of 1. */
export interface Deduction {
  readonly dimension: string;
  /** Id of a rule, or what was measured. */
  readonly reason: string;
  /** Findings, or things that fell short. */
  readonly count: number;
  readonly points: number;
}

/** What validation found; the reply of every dialect is made from it. Scores are 0 to 1. */
export class ValidationResult {
  @IsBoolean()
  is_valid!: boolean;

  @IsNumber()
  @Min(0)
  @Max(1)
  quality_score!: number;

  @IsNumber()
  @Min(0)
  @Max(1)
  onex_compliance_score!: number;

  @NestedList(() => ValidationIssue)
  issues!: ValidationIssue[];

  /** Named parts of the quality score, each 0 to 1. */
  @IsObject()
  dimensions!: Record<string, number>;

  @IsString()
  language!: string;

  @IsIn(VALIDATION_TYPES)
  validation_type!: ValidationType;

  /** Issues left out of `issues` because there were too many; counted, never silently dropped. */
  @IsInt()
  @Min(0)
  issues_omitted!: number;

  @IsArray()
  @IsString({ each: true })
  suggestions!: string[];

  /** Which severities were applied. */
  @IsOptional()
  @IsIn(VALIDATION_PROFILES)
  profile?: ValidationProfile;

  @IsOptional()
  @IsArray()
  @IsObject({ each: true })
  deductions?: Deduction[];

  /** Counts and measures of the code, by name. */
  @IsOptional()
  @IsObject()
  metrics?: Record<string, number>;
}
