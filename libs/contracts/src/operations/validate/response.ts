import { IsBoolean, IsNumber, IsObject, Max, Min } from 'class-validator';
import { CodegenResponse } from '../../payloads/codegen-response';

/** The strict field set; the extended one adds names beside it. */
export class CodegenValidationResponse extends CodegenResponse {
  @IsObject()
  validation_result!: Record<string, unknown>;

  @IsNumber()
  @Min(0)
  @Max(1)
  quality_score!: number;

  @IsNumber()
  @Min(0)
  @Max(1)
  onex_compliance_score!: number;

  @IsBoolean()
  is_valid!: boolean;
}
