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
import { INSTANT } from '../../../payloads/instant';

/** What both answers of code analysis repeat of the request. */
abstract class CodeAnalysisAnswer {
  /** Echoed verbatim. */
  @IsString()
  correlation_id!: string;

  /** As asked, upper case; `QUALITY_ASSESSMENT` where the request named none. */
  @IsString()
  operation_type!: string;

  @IsString()
  source_path!: string;

  @IsInt()
  @Min(0)
  processing_time_ms!: number;

  @Matches(INSTANT)
  timestamp!: string;
}

/** The answer to a code analysis that was served. Scores are 0 to 1. */
export class CodeAnalysisCompleted extends CodeAnalysisAnswer {
  @IsString()
  language!: string;

  @IsNumber()
  @Min(0)
  @Max(1)
  quality_score!: number;

  @IsNumber()
  @Min(0)
  @Max(1)
  onex_compliance!: number;

  @IsBoolean()
  is_valid!: boolean;

  @IsInt()
  @Min(0)
  issues_count!: number;

  @IsArray()
  @IsObject({ each: true })
  issues!: Record<string, unknown>[];

  @IsArray()
  @IsString({ each: true })
  recommendations!: string[];
}

/** The answer to a code analysis that could not be served. */
export class CodeAnalysisFailed extends CodeAnalysisAnswer {
  @IsString()
  error_message!: string;

  /** One of this conversation's codes, e.g. `INVALID_INPUT`; ours is in `error_details.code`. */
  @IsString()
  error_code!: string;

  @IsBoolean()
  retry_allowed!: boolean;

  @IsInt()
  @Min(0)
  retry_count!: number;

  @IsObject()
  error_details!: Record<string, unknown>;

  @IsOptional()
  @IsString()
  suggested_action!: string | null;
}
