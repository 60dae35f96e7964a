import { IsArray, IsBoolean, IsInt, IsObject, IsOptional, IsString, Matches, MaxLength, Min } from 'class-validator';
import { ErrorBody } from '../../payloads/error-body';
import { INSTANT } from '../../payloads/instant';
import { BLAKE3_HEX, NAMESPACE, DEFAULT_NAMESPACE, DEFAULT_CONTENT_TYPE } from '../../payloads/stamping';
import { Nested, NestedList } from '../../payloads/rules';

/** Items in one batch. Upstream configured 50 and clients sent 100 (wire-facts 3.4); a batch must fit one 1 MiB message. */
export const MAX_BATCH_ITEMS = 1000;

/** Items are checked one by one by the domain: one bad item fails that item, not its neighbours. */
export class BatchStampRequest {
  /** Texts, or objects with `content` and, if wanted, `id`, `content_type`, `file_path`; at most 1,000. */
  @IsArray()
  contents!: unknown[];

  /** The namespace all of them are stamped in. */
  @IsString()
  @MaxLength(200)
  @Matches(NAMESPACE)
  namespace: string = DEFAULT_NAMESPACE;

  /** The media type of those that name none. */
  @IsString()
  @MaxLength(200)
  content_type: string = DEFAULT_CONTENT_TYPE;
}

export class BatchStampItem {
  /** The item's place in the request, counted from 0. */
  @IsInt()
  @Min(0)
  index!: number;

  /** The id the requester gave the item, else its index as text. */
  @IsString()
  id!: string;

  /** Whether it was stamped. */
  @IsBoolean()
  success!: boolean;

  /** BLAKE3-256 of its content, 64 lower-case hex digits; null where it failed. */
  @IsOptional()
  @IsString()
  @Matches(BLAKE3_HEX)
  blake3_hash!: string | null;

  /** What is kept with the stamp: namespace, size, and what the request said. */
  @IsObject()
  metadata!: Record<string, unknown>;

  /** When this content was first stamped; null where it failed. */
  @IsOptional()
  @Matches(INSTANT)
  stamp_time!: string | null;

  /** Why this item was not stamped. */
  @IsOptional()
  @Nested(() => ErrorBody)
  error!: ErrorBody | null;
}

export class BatchStampResponse {
  /** One for each item, in the order of the request. */
  @NestedList(() => BatchStampItem)
  results!: BatchStampItem[];

  /** How many items were stamped. */
  @IsInt()
  @Min(0)
  success_count!: number;

  /** How many items were not. */
  @IsInt()
  @Min(0)
  failed_count!: number;

  /** Why the request was refused. */
  @IsOptional()
  @Nested(() => ErrorBody)
  error?: ErrorBody | null;
}
