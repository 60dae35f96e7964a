import { IsArray, IsBoolean, IsInt, IsObject, IsOptional, IsString, Matches, MaxLength, Min } from 'class-validator';
import { ErrorBody } from '../../payloads/error-body';
import { INSTANT } from '../../payloads/instant';
import { BLAKE3_HEX, NAMESPACE, DEFAULT_NAMESPACE, DEFAULT_CONTENT_TYPE } from '../../payloads/stamping';
import { Nested, NestedList } from '../../payloads/rules';

/** Items in one batch. Upstream configured 50 and clients sent 100 (wire-facts 3.4); a batch must fit one 1 MiB message. */
export const MAX_BATCH_ITEMS = 1000;

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
  @Nested(() => ErrorBody)
  error!: ErrorBody | null;
}

export class BatchStampResponse {
  @NestedList(() => BatchStampItem)
  results!: BatchStampItem[];

  @IsInt()
  @Min(0)
  success_count!: number;

  @IsInt()
  @Min(0)
  failed_count!: number;

  /** Why the request was refused. */
  @IsOptional()
  @Nested(() => ErrorBody)
  error?: ErrorBody | null;
}
