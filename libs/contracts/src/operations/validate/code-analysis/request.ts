import { IsObject, IsOptional, IsString } from 'class-validator';
import { Text } from '../../../payloads/rules';
import { PersonalData } from '../../../payloads/personal-data';

/** A code analysis as its clients ask for it; read as `ValidateRequest` (wire-facts 1.5). Clients may send null content to mean "read the file": nothing here could. */
export class CodeAnalysisRequest {
  /** The code itself. */
  @Text()
  content!: string;

  /** Where the code comes from; repeated in the answer, and not read. */
  @IsOptional()
  @IsString()
  source_path?: string;

  /** The language of the code. */
  @IsOptional()
  @IsString()
  language?: string;

  /** Absent: `QUALITY_ASSESSMENT`. */
  @IsOptional()
  @IsString()
  operation_type?: string;

  /** Wishes of the sender; taken, and without effect today. */
  @IsOptional()
  @IsObject()
  options?: Record<string, unknown>;

  /** The project the code belongs to. */
  @IsOptional()
  @IsString()
  project_id?: string;

  /** For whom it is analysed. */
  @IsOptional()
  @IsString()
  @PersonalData({ subject: true })
  user_id?: string;
}
