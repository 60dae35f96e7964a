import 'reflect-metadata';
import {
  IsArray,
  IsBoolean,
  IsInt,
  IsObject,
  IsOptional,
  IsString,
  Matches,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { Type } from 'class-transformer';
import { INSTANT } from './instant';

/** 64 lower-case hex digits: BLAKE3-256. Upper case is accepted on the way in and lowered. */
export const BLAKE3_HEX = /^[0-9a-f]{64}$/;

/** Dotted lower-case words, e.g. `omninode.services.metadata`; one word will do. */
export const NAMESPACE = /^[a-z0-9][a-z0-9_-]*(\.[a-z0-9][a-z0-9_-]*)*$/;

export const DEFAULT_NAMESPACE = 'default';
export const DEFAULT_CONTENT_TYPE = 'text/plain';

/** Items in one batch. Upstream configured 50 and clients sent 100 (wire-facts 3.4); a batch must fit one 1 MiB message. */
export const MAX_BATCH_ITEMS = 1000;

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

/** Items are checked one by one by the domain: one bad item fails that item, not its neighbours. */
export class BatchStampRequest {
  @IsArray()
  contents!: unknown[];

  @IsString()
  @MaxLength(200)
  @Matches(NAMESPACE)
  namespace: string = DEFAULT_NAMESPACE;

  @IsString()
  @MaxLength(200)
  content_type: string = DEFAULT_CONTENT_TYPE;
}

/** At least one of the two is looked at; both missing, or a hash of the wrong form, is `valid: false` with a reason. */
export class VerifyRequest {
  @IsOptional()
  @IsString()
  blake3_hash?: string;

  @IsOptional()
  @IsString()
  content?: string;

  @IsString()
  @MaxLength(200)
  namespace: string = DEFAULT_NAMESPACE;
}

export class ErrorBody {
  @IsString()
  code!: string;

  @IsString()
  message!: string;

  @IsOptional()
  @IsArray()
  @IsObject({ each: true })
  details?: Record<string, unknown>[];
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
  @IsObject()
  @ValidateNested()
  @Type(() => ErrorBody)
  error?: ErrorBody | null;
}

export class BatchStampItem {
  @IsInt()
  @Min(0)
  index!: number;

  /** The id the requester gave the item, else its index as text. */
  @IsString()
  id!: string;

  @IsBoolean()
  success!: boolean;

  @IsOptional()
  @IsString()
  @Matches(BLAKE3_HEX)
  blake3_hash!: string | null;

  @IsObject()
  metadata!: Record<string, unknown>;

  @IsOptional()
  @Matches(INSTANT)
  stamp_time!: string | null;

  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => ErrorBody)
  error!: ErrorBody | null;
}

export class BatchStampResponse {
  @IsArray()
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => BatchStampItem)
  results!: BatchStampItem[];

  @IsInt()
  @Min(0)
  success_count!: number;

  @IsInt()
  @Min(0)
  failed_count!: number;

  /** Why the request was refused. */
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => ErrorBody)
  error?: ErrorBody | null;
}

export class VerifyResponse {
  @IsBoolean()
  valid!: boolean;

  @IsObject()
  metadata!: Record<string, unknown>;

  @Matches(INSTANT)
  verified_at!: string;

  /** Why `valid` is false; `null` when it is true. */
  @IsOptional()
  @IsString()
  reason!: string | null;

  /** Why the request was refused. */
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => ErrorBody)
  error?: ErrorBody | null;
}
