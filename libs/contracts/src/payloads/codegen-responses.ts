import {
  IsArray,
  IsBoolean,
  IsInt,
  IsNumber,
  IsObject,
  IsOptional,
  IsString,
  Matches,
  Max,
  Min,
} from 'class-validator';
import { INSTANT } from './instant';

/** What every codegen response repeats inside its payload: the S4 client validates the payload on its own. */
abstract class CodegenResponse {
  /** Echoed verbatim. */
  @IsString()
  correlation_id!: string;

  @IsOptional()
  @IsString()
  session_id!: string | null;

  @IsInt()
  @Min(0)
  processing_time_ms!: number;

  @Matches(INSTANT)
  timestamp!: string;

  @IsString()
  schema_version!: string;
}

/** The exact S4 field set; the dotted style adds the S1 names beside it. */
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

export class CodegenAnalysisResponse extends CodegenResponse {
  @IsObject()
  analysis_result!: Record<string, unknown>;

  @IsNumber()
  @Min(0)
  @Max(1)
  confidence!: number;
}

export class CodegenPatternResponse extends CodegenResponse {
  @IsArray()
  @IsObject({ each: true })
  pattern_result!: Record<string, unknown>[];

  @IsInt()
  @Min(0)
  total_matches!: number;
}

export class CodegenMixinResponse extends CodegenResponse {
  @IsArray()
  @IsObject({ each: true })
  mixin_recommendations!: Record<string, unknown>[];

  @IsInt()
  @Min(0)
  total_recommendations!: number;
}
