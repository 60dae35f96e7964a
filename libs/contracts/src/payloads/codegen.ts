import {
  ArrayNotEmpty,
  IsArray,
  IsIn,
  IsInt,
  IsNotEmpty,
  IsObject,
  IsOptional,
  IsString,
  Max,
  MaxLength,
  Min,
} from 'class-validator';
import { NODE_TYPES, type NodeType } from './validate';

export const ANALYSIS_TYPES = ['quick', 'partial', 'full', 'detailed'] as const;
export type AnalysisType = (typeof ANALYSIS_TYPES)[number];

/** `analyze` request after field fallbacks: `content` is a PRD or code; which one is told by looking at it. */
export class AnalyzeRequest {
  @IsString()
  @IsNotEmpty()
  content!: string;

  /** A depth, or what S1 clients put here freely; unknown words mean `full`. */
  @IsString()
  @MaxLength(64)
  analysis_type: string = 'full';

  @IsOptional()
  @IsObject()
  workspace_context?: Record<string, unknown>;

  @IsOptional()
  @IsString()
  @MaxLength(64)
  language?: string;
}

export class PatternRequest {
  @IsString()
  @IsNotEmpty()
  node_description!: string;

  @IsOptional()
  @IsIn(NODE_TYPES)
  node_type?: NodeType;

  @IsInt()
  @Min(1)
  @Max(20)
  limit: number = 5;
}

export class MixinRequest {
  @IsArray()
  @ArrayNotEmpty()
  @IsString({ each: true })
  requirements!: string[];

  @IsOptional()
  @IsIn(NODE_TYPES)
  node_type?: NodeType;

  @IsArray()
  @IsString({ each: true })
  existing_mixins: string[] = [];
}

export interface AnalyzeResult {
  readonly analysis_result: Readonly<Record<string, unknown>>;
  readonly confidence: number;
}

export interface PatternResult {
  readonly pattern_result: readonly Readonly<Record<string, unknown>>[];
  readonly total_matches: number;
  readonly recommendations: readonly string[];
}

export interface MixinResult {
  readonly mixin_recommendations: readonly Readonly<Record<string, unknown>>[];
  readonly total_recommendations: number;
  readonly reasoning: string;
}
