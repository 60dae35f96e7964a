import {
  ArrayNotEmpty,
  IsArray,
  IsIn,
  IsInt,
  IsNotEmpty,
  IsNumber,
  IsObject,
  IsOptional,
  IsString,
  Max,
  MaxLength,
  Min,
  ValidateIf,
} from 'class-validator';
import { JSONSchema } from 'class-validator-jsonschema';
import { NODE_TYPES, type NodeType } from './validate';

export const ANALYSIS_TYPES = ['quick', 'partial', 'full', 'detailed'] as const;
export type AnalysisType = (typeof ANALYSIS_TYPES)[number];

const missing = (value: unknown): boolean => value === undefined || value === null;

/** `analyze` request after field fallbacks: a product requirements document or code, at least one of them. */
@JSONSchema({
  anyOf: [
    { required: ['prd_content'], properties: { prd_content: { type: 'string' } } },
    { required: ['code_content'], properties: { code_content: { type: 'string' } } },
  ],
})
export class AnalyzeRequest {
  /** Where it is code after all, that is seen by looking at it. */
  @ValidateIf(({ prd_content, code_content }: AnalyzeRequest) => !missing(prd_content) || missing(code_content))
  @IsString()
  @IsNotEmpty()
  prd_content?: string;

  @ValidateIf(({ code_content }: AnalyzeRequest) => !missing(code_content))
  @IsString()
  @IsNotEmpty()
  code_content?: string;

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

  /** Matches below are left out, 0 to 1; by default the service's own, which suits its measure of likeness. */
  @IsOptional()
  @IsNumber()
  @Min(0)
  @Max(1)
  threshold?: number;

  /** Code in which patterns are looked for, beside the description or instead of it. */
  @IsOptional()
  @IsString()
  @IsNotEmpty()
  code_content?: string;

  @IsOptional()
  @IsString()
  @MaxLength(64)
  language?: string;
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
