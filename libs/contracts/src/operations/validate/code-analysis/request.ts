import { IsObject, IsOptional, IsString } from 'class-validator';
import { Text } from '../../../payloads/rules';
import { PersonalData } from '../../../payloads/personal-data';

/** A code analysis as its clients ask for it; read as `ValidateRequest` (wire-facts 1.5). Clients may send null content to mean "read the file": nothing here could. */
export class CodeAnalysisRequest {
  @Text()
  content!: string;

  @IsOptional()
  @IsString()
  source_path?: string;

  @IsOptional()
  @IsString()
  language?: string;

  /** Absent: `QUALITY_ASSESSMENT`. */
  @IsOptional()
  @IsString()
  operation_type?: string;

  @IsOptional()
  @IsObject()
  options?: Record<string, unknown>;

  @IsOptional()
  @IsString()
  project_id?: string;

  @IsOptional()
  @IsString()
  @PersonalData({ subject: true })
  user_id?: string;
}
