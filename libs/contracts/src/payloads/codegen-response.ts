import { IsInt, IsOptional, IsString, Matches, Min } from 'class-validator';
import { INSTANT } from './instant';

/** What every codegen response repeats inside its payload: strict clients validate the payload on its own. */
export abstract class CodegenResponse {
  /** Echoed verbatim. */
  @IsString()
  correlation_id!: string;

  @IsOptional()
  @IsString()
  session_id!: string | null;

  @IsInt()
  @Min(0)
  processing_time_ms!: number;

  @Matches(INSTANT)
  timestamp!: string;

  @IsString()
  schema_version!: string;
}
