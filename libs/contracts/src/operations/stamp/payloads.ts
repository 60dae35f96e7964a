import { IsObject, IsOptional, IsString, Matches, MaxLength } from 'class-validator';
import { ErrorBody } from '../../payloads/error-body';
import { INSTANT } from '../../payloads/instant';
import { BLAKE3_HEX, NAMESPACE, DEFAULT_NAMESPACE, DEFAULT_CONTENT_TYPE } from '../../payloads/stamping';
import { Nested } from '../../payloads/rules';

export class StampRequest {
  /** The exact text whose UTF-8 bytes are hashed; empty is content too. */
  @IsString()
  content!: string;

  @IsString()
  @MaxLength(200)
  @Matches(NAMESPACE)
  namespace: string = DEFAULT_NAMESPACE;

  @IsString()
  @MaxLength(200)
  content_type: string = DEFAULT_CONTENT_TYPE;

  @IsOptional()
  @IsString()
  @MaxLength(4096)
  file_path?: string;
}

/** The hash and the time are null, and `error` says why, where the request was refused. */
export class StampResponse {
  @IsOptional()
  @IsString()
  @Matches(BLAKE3_HEX)
  blake3_hash!: string | null;

  @IsObject()
  metadata!: Record<string, unknown>;

  /** When the content was first stamped; stamping again answers the same instant. */
  @IsOptional()
  @Matches(INSTANT)
  stamp_time!: string | null;

  @IsOptional()
  @Nested(() => ErrorBody)
  error?: ErrorBody | null;
}
