import 'reflect-metadata';
import { Type } from 'class-transformer';
import {
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsObject,
  IsOptional,
  IsString,
  Matches,
  MaxLength,
  Min,
  MinLength,
  ValidateNested,
} from 'class-validator';
import { BLAKE3_HEX, DEFAULT_NAMESPACE, NAMESPACE, UUID } from '#contracts';
import { STAMP_TYPES, type StampType } from '#stamping';

/** What the Python service takes where a stamp request says nothing. */
const STAMPED_NAMESPACE = 'omninode.services.metadata';

/** Whatever a request has besides is passed over, as the Python service does. */
export class StampOptionsBody {
  @IsOptional()
  @IsIn(STAMP_TYPES)
  stamp_type: StampType | null = 'lightweight';

  /** Taken and without effect, as with the Python service. */
  @IsOptional()
  @IsBoolean()
  include_metadata: boolean | null = true;

  /** Taken and without effect, as with the Python service. */
  @IsOptional()
  @IsBoolean()
  validate_integrity: boolean | null = true;
}

export class StampBody {
  @IsString()
  content!: string;

  @IsOptional()
  @IsString()
  @MaxLength(4096)
  file_path: string | null = null;

  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => StampOptionsBody)
  options: StampOptionsBody | null = null;

  /** `author`, `version` and `content_type` are written into the stamp. */
  @IsOptional()
  @IsObject()
  metadata: Record<string, unknown> | null = null;

  @IsOptional()
  @IsString()
  @MaxLength(20)
  protocol_version: string | null = '1.0';

  @IsOptional()
  @IsString()
  @MaxLength(200)
  @Matches(NAMESPACE)
  namespace: string | null = STAMPED_NAMESPACE;

  @IsOptional()
  @IsObject()
  intelligence_data: Record<string, unknown> | null = null;

  @IsOptional()
  @IsInt()
  @Min(1)
  version: number | null = 1;

  /** Left out: a new one. */
  @IsOptional()
  @IsString()
  @Matches(UUID)
  op_id: string | null = null;

  @IsOptional()
  @IsString()
  @MaxLength(20)
  metadata_version: string | null = '0.1';

  /** The document's own id: subscribers know it by it; left out, by the id of the stamp. */
  @IsOptional()
  @IsString()
  @MinLength(1)
  @MaxLength(200)
  document_id: string | null = null;
}

export class BatchBody {
  /** Each with `content`, and optionally `id`, `file_path`, `namespace`, `metadata` and `document_id`. A bad item fails alone. */
  @IsArray()
  @IsObject({ each: true })
  items!: Record<string, unknown>[];

  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => StampOptionsBody)
  options: StampOptionsBody | null = null;

  @IsOptional()
  @IsString()
  @MaxLength(20)
  protocol_version: string | null = '1.0';

  @IsOptional()
  @IsString()
  @MaxLength(200)
  @Matches(NAMESPACE)
  namespace: string | null = DEFAULT_NAMESPACE;
}

export class ValidationOptionsBody {
  @IsOptional()
  @IsString()
  @Matches(BLAKE3_HEX)
  expected_hash: string | null = null;

  /** Taken and without effect, as with the Python service. */
  @IsOptional()
  @IsBoolean()
  strict_mode: boolean | null = true;

  /** Taken and without effect, as with the Python service. */
  @IsOptional()
  @IsBoolean()
  check_tampering: boolean | null = true;
}

export class ValidateBody {
  @IsString()
  content!: string;

  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => ValidationOptionsBody)
  options: ValidationOptionsBody | null = null;

  @IsOptional()
  @IsString()
  @MaxLength(200)
  @Matches(NAMESPACE)
  namespace: string | null = DEFAULT_NAMESPACE;
}

export const PROTOCOL = 'O.N.E.v0.1';
export const LEVELS = ['strict', 'moderate', 'lenient'] as const;

export class ProtocolBody {
  @IsString()
  content!: string;

  @IsOptional()
  @IsIn([PROTOCOL])
  target_protocol: string | null = PROTOCOL;

  /** What is still valid: full compliance alone, partial too, or all. */
  @IsOptional()
  @IsIn(LEVELS)
  validation_level: (typeof LEVELS)[number] | null = 'strict';

  @IsOptional()
  @IsString()
  @MaxLength(200)
  @Matches(NAMESPACE)
  namespace: string | null = DEFAULT_NAMESPACE;
}
