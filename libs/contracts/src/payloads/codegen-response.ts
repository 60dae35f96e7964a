import { IsInt, IsOptional, IsString, Matches, Min } from 'class-validator';
import { INSTANT } from './instant';

/** What every codegen response repeats inside its payload: strict clients validate the payload on its own. */
export abstract class CodegenResponse {
  /** Echoed verbatim. */
  @IsString()
  correlation_id!: string;

  /** The request's session, verbatim; null where it named none. */
  @IsOptional()
  @IsString()
  session_id!: string | null;

  /** How long the worker took, in whole milliseconds. */
  @IsInt()
  @Min(0)
  processing_time_ms!: number;

  /** When it was answered. */
  @Matches(INSTANT)
  timestamp!: string;

  /** Of this shape; today "1.0". */
  @IsString()
  schema_version!: string;
}
