import { IsBoolean, IsNumber, IsObject, Max, Min } from 'class-validator';
import { CodegenResponse } from '../../payloads/codegen-response';

/** The strict field set; the extended one adds names beside it. */
export class CodegenValidationResponse extends CodegenResponse {
  /** What was found: `issues` with places and hints, scores by dimension, or `error` of a refusal. */
  @IsObject()
  validation_result!: Record<string, unknown>;

  /** How good the code is, 0 to 1. */
  @IsNumber()
  @Min(0)
  @Max(1)
  quality_score!: number;

  /** How far it keeps the rules of its node type, 0 to 1. */
  @IsNumber()
  @Min(0)
  @Max(1)
  onex_compliance_score!: number;

  /** Whether it can be used as it is. */
  @IsBoolean()
  is_valid!: boolean;
}
