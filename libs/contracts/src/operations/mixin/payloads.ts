import {
  ArrayNotEmpty,
  IsArray,
  IsIn,
  IsInt,
  IsNotEmpty,
  IsObject,
  IsOptional,
  IsString,
  MaxLength,
  Min,
} from 'class-validator';
import { CodegenResponse } from '../../payloads/codegen-response';
import { NODE_TYPES, type NodeType } from '../../payloads/node-types';

export class MixinRequest {
  /** What the node must do, a sentence each. */
  @IsArray()
  @ArrayNotEmpty()
  @IsString({ each: true })
  requirements!: string[];

  /** The kind of node, where it is known. */
  @IsOptional()
  @IsIn(NODE_TYPES)
  node_type?: NodeType;

  /** Mixins the node has already; they are not recommended again. */
  @IsArray()
  @IsString({ each: true })
  existing_mixins: string[] = [];

  /** Code of the node, beside the requirements or instead of them: what it does by hand a mixin may do. */
  @IsOptional()
  @IsString()
  @IsNotEmpty()
  code_content?: string;

  /** The language of the code; by default seen from the code. */
  @IsOptional()
  @IsString()
  @MaxLength(64)
  language?: string;
}

export interface MixinResult {
  readonly mixin_recommendations: readonly Readonly<Record<string, unknown>>[];
  readonly total_recommendations: number;
  readonly reasoning: string;
}

export class CodegenMixinResponse extends CodegenResponse {
  /** Mixins, best first; of a refusal one entry with `error`. */
  @IsArray()
  @IsObject({ each: true })
  mixin_recommendations!: Record<string, unknown>[];

  /** How many mixins are recommended. */
  @IsInt()
  @Min(0)
  total_recommendations!: number;
}
