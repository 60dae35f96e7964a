import 'reflect-metadata';
import { IsArray, IsIn, IsInt, IsObject, IsOptional, IsString, Matches, Min, ValidateNested } from 'class-validator';
import { Type } from 'class-transformer';
import { INSTANT } from './instant';

/** `contract`: the message was refused. `transient`: retries ran out. `internal`: our own fault. */
export const DEAD_LETTER_CATEGORIES = ['contract', 'transient', 'internal'] as const;
export type DeadLetterCategory = (typeof DEAD_LETTER_CATEGORIES)[number];

export class DeadLetterError {
  @IsString()
  code!: string;

  @IsIn(DEAD_LETTER_CATEGORIES)
  category!: DeadLetterCategory;

  @IsString()
  error_type!: string;

  @IsString()
  error_message!: string;

  @IsOptional()
  @IsString()
  stack_trace!: string | null;

  @Matches(INSTANT)
  timestamp!: string;

  @IsArray()
  @IsObject({ each: true })
  details!: Record<string, unknown>[];
}

/**
 * The superset of what the writers in the source documents put on dead-letter topics (wire-facts 4.1), with the exact
 * bytes beside it.
 */
export class DeadLetter {
  /** The message as JSON where it is an object; `null` where it is not. */
  @IsOptional()
  @IsObject()
  original_event!: Record<string, unknown> | null;

  // `IsObject` because `ValidateNested` alone lets null and arrays pass.
  @IsObject()
  @ValidateNested()
  @Type(() => DeadLetterError)
  error!: DeadLetterError;

  @IsInt()
  @Min(0)
  retry_count!: number;

  @IsInt()
  @Min(0)
  max_retries!: number;

  @Matches(INSTANT)
  dlq_timestamp!: string;

  @IsString()
  source_topic!: string;

  @IsString()
  consumer_group!: string;

  @IsString()
  consumer_instance!: string;

  @IsString()
  original_topic!: string;

  @IsInt()
  @Min(0)
  original_partition!: number;

  /** Decimal text: 64 bit. */
  @IsString()
  original_offset!: string;

  @IsString()
  error_type!: string;

  @IsString()
  error_message!: string;

  @IsOptional()
  @IsString()
  error_stack_trace!: string | null;

  @Matches(INSTANT)
  failed_at!: string;

  @IsOptional()
  @IsString()
  correlation_id!: string | null;

  @IsOptional()
  @IsString()
  event_type!: string | null;

  /** Base64 of the key's bytes. */
  @IsOptional()
  @IsString()
  original_key_b64!: string | null;

  /** Key as text, for people. */
  @IsOptional()
  @IsString()
  original_key!: string | null;

  /** Header name to base64 of its bytes. */
  @IsObject()
  original_headers!: Record<string, string>;

  /** Base64 of all headers exactly: their order, repeated names, `null` values (as Kafka's record format has them). */
  @IsOptional()
  @IsString()
  original_headers_b64?: string;

  /** Base64 of the value's exact bytes; `null` for a tombstone, or when the bytes are the record's own value. */
  @IsOptional()
  @IsString()
  original_value_b64!: string | null;

  @IsInt()
  @Min(0)
  replay_count!: number;
}
