import 'reflect-metadata';
import {
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
import { INSTANT } from '../instant';
import { Text } from '../rules';
import { MAX_ID_LENGTH } from './subject';

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
