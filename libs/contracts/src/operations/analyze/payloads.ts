import { IsNotEmpty, IsNumber, IsObject, IsOptional, IsString, Max, MaxLength, Min, ValidateIf } from 'class-validator';
import { JSONSchema } from 'class-validator-jsonschema';
import { CodegenResponse } from '../../payloads/codegen-response';

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
  /** Text of the requirements document. Where the text is source code, it is analysed as code. */
  @ValidateIf(({ prd_content, code_content }: AnalyzeRequest) => !missing(prd_content) || missing(code_content))
  @IsString()
  @IsNotEmpty()
  prd_content?: string;

  /** Code to analyse, where it is not a document. */
  @ValidateIf(({ code_content }: AnalyzeRequest) => !missing(code_content))
  @IsString()
  @IsNotEmpty()
  code_content?: string;

  /** `quick`, `partial`, `full` or `detailed`; any other text is taken as `full`. */
  @IsString()
  @MaxLength(64)
  analysis_type: string = 'full';

  /** What is known of the project around it, such as its files. */
  @IsOptional()
  @IsObject()
  workspace_context?: Record<string, unknown>;

  /** The language of the code; by default seen from the code. */
  @IsOptional()
  @IsString()
  @MaxLength(64)
  language?: string;
}

export interface AnalyzeResult {
  readonly analysis_result: Readonly<Record<string, unknown>>;
  readonly confidence: number;
}

export class CodegenAnalysisResponse extends CodegenResponse {
  /** What was found: requirements, entities and the like, or `error` of a refusal. */
  @IsObject()
  analysis_result!: Record<string, unknown>;

  /** How sure the analysis is, 0 to 1. */
  @IsNumber()
  @Min(0)
  @Max(1)
  confidence!: number;
}
