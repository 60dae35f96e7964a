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

  /** As the request has it. */
  @IsString()
  source_path!: string;

  /** How long the worker took, in whole milliseconds. */
  @IsInt()
  @Min(0)
  processing_time_ms!: number;

  /** When it was answered. */
  @Matches(INSTANT)
  timestamp!: string;
}

/** The answer to a code analysis that was served. Scores are 0 to 1. */
export class CodeAnalysisCompleted extends CodeAnalysisAnswer {
  /** The language it was read as. */
  @IsString()
  language!: string;

  /** How good the code is, 0 to 1. */
  @IsNumber()
  @Min(0)
  @Max(1)
  quality_score!: number;

  /** How far it keeps the rules of ONEX, 0 to 1. */
  @IsNumber()
  @Min(0)
  @Max(1)
  onex_compliance!: number;

  /** Whether it can be used as it is. */
  @IsBoolean()
  is_valid!: boolean;

  /** How many issues there are. */
  @IsInt()
  @Min(0)
  issues_count!: number;

  /** What was found, with places and hints. */
  @IsArray()
  @IsObject({ each: true })
  issues!: Record<string, unknown>[];

  /** What could be done better, a sentence each. */
  @IsArray()
  @IsString({ each: true })
  recommendations!: string[];
}

/** The answer to a code analysis that could not be served. */
export class CodeAnalysisFailed extends CodeAnalysisAnswer {
  /** Why it was refused. */
  @IsString()
  error_message!: string;

  /** One of this conversation's codes, e.g. `INVALID_INPUT`; ours is in `error_details.code`. */
  @IsString()
  error_code!: string;

  /** Whether asking again later can help. */
  @IsBoolean()
  retry_allowed!: boolean;

  /** How often it was tried again. */
  @IsInt()
  @Min(0)
  retry_count!: number;

  /** Our own code (docs/errors.md) and the properties at fault. */
  @IsObject()
  error_details!: Record<string, unknown>;

  /** What the requester can do. */
  @IsOptional()
  @IsString()
  suggested_action!: string | null;
}
