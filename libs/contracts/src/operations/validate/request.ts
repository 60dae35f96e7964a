import { IsArray, IsIn, IsNotEmpty, IsObject, IsOptional, IsString, MaxLength } from 'class-validator';
import { NODE_TYPES, type NodeType } from '../../payloads/node-types';

export const VALIDATION_TYPES = ['syntax', 'semantic', 'compliance', 'full'] as const;
export type ValidationType = (typeof VALIDATION_TYPES)[number];

export const VALIDATION_PROFILES = ['imperative', 'declarative'] as const;
export type ValidationProfile = (typeof VALIDATION_PROFILES)[number];

/** `validate` request after field fallbacks: the code a generator wrote, and what it is meant to be. */
export class ValidateRequest {
  /** The code itself. */
  @IsString()
  @IsNotEmpty()
  code_content!: string;

  /** The kind of node it is meant to be; its rules are those of that kind. */
  @IsOptional()
  @IsIn(NODE_TYPES)
  node_type?: NodeType;

  /** The contracts the node must keep. */
  @IsOptional()
  @IsArray()
  @IsObject({ each: true })
  contracts?: Record<string, unknown>[];

  /** What is looked at: syntax alone, meaning, the rules of ONEX, or all of it. */
  @IsIn(VALIDATION_TYPES)
  validation_type: ValidationType = 'full';

  /** Name of the language, in lower case. One that no engine reads is refused with `unsupported_language`. */
  @IsString()
  @MaxLength(64)
  language: string = 'python';

  /** Where the code comes from; tells the language where none is named, and is not read. */
  @IsOptional()
  @IsString()
  @MaxLength(4096)
  file_path?: string;

  /** Which severities apply: nodes with methods, or thin nodes that contracts drive. By default seen from the contracts. */
  @IsOptional()
  @IsIn(VALIDATION_PROFILES)
  profile?: ValidationProfile;
}
