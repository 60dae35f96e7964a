import { ArrayNotEmpty, IsArray, IsIn, IsInt, IsObject, IsOptional, IsString, Min } from 'class-validator';
import { CodegenResponse } from '../../payloads/codegen-response';
import { NODE_TYPES, type NodeType } from '../../payloads/node-types';

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

export interface MixinResult {
  readonly mixin_recommendations: readonly Readonly<Record<string, unknown>>[];
  readonly total_recommendations: number;
  readonly reasoning: string;
}

export class CodegenMixinResponse extends CodegenResponse {
  @IsArray()
  @IsObject({ each: true })
  mixin_recommendations!: Record<string, unknown>[];

  @IsInt()
  @Min(0)
  total_recommendations!: number;
}
