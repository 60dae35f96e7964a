import { IsArray, IsIn, IsNotEmpty, IsObject, IsOptional, IsString, MaxLength } from 'class-validator';
import { NODE_TYPES, type NodeType } from '../../payloads/node-types';

export const VALIDATION_TYPES = ['syntax', 'semantic', 'compliance', 'full'] as const;
export type ValidationType = (typeof VALIDATION_TYPES)[number];

export const VALIDATION_PROFILES = ['imperative', 'declarative'] as const;
export type ValidationProfile = (typeof VALIDATION_PROFILES)[number];

/** `validate` request after field fallbacks: the code a generator wrote, and what it is meant to be. */
export class ValidateRequest {
  @IsString()
  @IsNotEmpty()
  code_content!: string;

  @IsOptional()
  @IsIn(NODE_TYPES)
  node_type?: NodeType;

  @IsOptional()
  @IsArray()
  @IsObject({ each: true })
  contracts?: Record<string, unknown>[];

  @IsIn(VALIDATION_TYPES)
  validation_type: ValidationType = 'full';

  /** Lower case; what the engine can do with it is the engine's answer, not the contract's. */
  @IsString()
  @MaxLength(64)
  language: string = 'python';

  @IsOptional()
  @IsString()
  @MaxLength(4096)
  file_path?: string;

  /** Which severities apply: nodes with methods, or thin nodes that contracts drive. By default seen from the contracts. */
  @IsOptional()
  @IsIn(VALIDATION_PROFILES)
  profile?: ValidationProfile;
}
