import { IsInt, IsObject, IsOptional, IsString, Matches, MaxLength, Min } from 'class-validator';
import { ErrorBody } from '../../payloads/error-body';
import { INSTANT } from '../../payloads/instant';
import { BLAKE3_HEX, NAMESPACE, DEFAULT_NAMESPACE, DEFAULT_CONTENT_TYPE } from '../../payloads/stamping';
import { Nested, Text } from '../../payloads/rules';
import { UUID } from '../../payloads/uuid';

/** What O.N.E. v0.1 says of a stamp beside its content: kept with the stamp, answered, and found by. */
export class OneMetadata {
  /** The document's own id. Subscribers know the document by it; left out, by the id of the stamp. */
  @IsOptional()
  @Text()
  @MaxLength(200)
  document_id?: string;

  /** Of the operation that asks. */
  @IsOptional()
  @IsString()
  @Matches(UUID)
  op_id?: string;

  /** The version of O.N.E. that the sender speaks. */
  @IsOptional()
  @IsString()
  @MaxLength(20)
  protocol_version?: string;

  /** Of the document, counted from 1. */
  @IsOptional()
  @IsInt()
  @Min(1)
  version?: number;

  /** The version of the metadata's own shape. */
  @IsOptional()
  @IsString()
  @MaxLength(20)
  metadata_version?: string;

  /** Whatever else is known of the content; at most 64 KiB as JSON. */
  @IsOptional()
  @IsObject()
  intelligence_data?: Record<string, unknown>;
}

export class StampRequest extends OneMetadata {
  /** The exact text whose UTF-8 bytes are hashed; empty is content too. */
  @IsString()
  content!: string;

  /** In which namespace it is stamped: a hash has one stamp in each. */
  @IsString()
  @MaxLength(200)
  @Matches(NAMESPACE)
  namespace: string = DEFAULT_NAMESPACE;

  /** The media type of the content. */
  @IsString()
  @MaxLength(200)
  content_type: string = DEFAULT_CONTENT_TYPE;

  /** Where the content comes from; kept, and not read. */
  @IsOptional()
  @IsString()
  @MaxLength(4096)
  file_path?: string;
}

/** The hash and the time are null, and `error` says why, where the request was refused. */
export class StampResponse {
  /** BLAKE3-256 of the content, 64 lower-case hex digits. */
  @IsOptional()
  @IsString()
  @Matches(BLAKE3_HEX)
  blake3_hash!: string | null;

  /** What is kept with the stamp: namespace, size, and what the request said. */
  @IsObject()
  metadata!: Record<string, unknown>;

  /** When the content was first stamped; stamping again answers the same instant. */
  @IsOptional()
  @Matches(INSTANT)
  stamp_time!: string | null;

  /** Why it was refused. */
  @IsOptional()
  @Nested(() => ErrorBody)
  error?: ErrorBody | null;
}
