import {
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
} from 'class-validator';
import { CodegenResponse } from '../../payloads/codegen-response';
import { NODE_TYPES, type NodeType } from '../../payloads/node-types';

export class PatternRequest {
  /** What the node does, in words. */
  @IsString()
  @IsNotEmpty()
  node_description!: string;

  /** The kind of node, where it is known. */
  @IsOptional()
  @IsIn(NODE_TYPES)
  node_type?: NodeType;

  /** How many matches are wanted at most. */
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

  /** The language of the code. */
  @IsOptional()
  @IsString()
  @MaxLength(64)
  language?: string;
}

export interface PatternResult {
  readonly pattern_result: readonly Readonly<Record<string, unknown>>[];
  readonly total_matches: number;
  readonly recommendations: readonly string[];
}

export class CodegenPatternResponse extends CodegenResponse {
  /** Patterns and nodes that match, best first; of a refusal one entry with `error`. */
  @IsArray()
  @IsObject({ each: true })
  pattern_result!: Record<string, unknown>[];

  /** How many match, those beyond the limit too. */
  @IsInt()
  @Min(0)
  total_matches!: number;
}
