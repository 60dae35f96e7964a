import 'reflect-metadata';
import { IsArray, IsIn, IsInt, IsObject, IsOptional, IsString, Matches, Min, ValidateNested } from 'class-validator';
import { Type } from 'class-transformer';
import { INSTANT } from './instant';

/** `contract`: the message was refused. `transient`: retries ran out. `internal`: our own fault. */
export const DEAD_LETTER_CATEGORIES = ['contract', 'transient', 'internal'] as const;
export type DeadLetterCategory = (typeof DEAD_LETTER_CATEGORIES)[number];

export class DeadLetterError {
  /** One of docs/errors.md. */
  @IsString()
  code!: string;

  /** Who has to act: `contract` the sender, `transient` nobody but time, `internal` we. */
  @IsIn(DEAD_LETTER_CATEGORIES)
  category!: DeadLetterCategory;

  /** The class of the error. */
  @IsString()
  error_type!: string;

  /** What the error says, without secrets. */
  @IsString()
  error_message!: string;

  /** Where it was thrown; null for a refusal. */
  @IsOptional()
  @IsString()
  stack_trace!: string | null;

  /** When it was given up. */
  @Matches(INSTANT)
  timestamp!: string;

  /** The properties at fault: `path` as a JSON pointer, `message`. */
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
  /** Why it could not be served. */
  @IsObject()
  @ValidateNested()
  @Type(() => DeadLetterError)
  error!: DeadLetterError;

  /** How often it was tried again before it was given up. */
  @IsInt()
  @Min(0)
  retry_count!: number;

  /** How often it would have been tried again at most. */
  @IsInt()
  @Min(0)
  max_retries!: number;

  /** When it was put on the dead-letter topic. */
  @Matches(INSTANT)
  dlq_timestamp!: string;

  /** The topic it came from. */
  @IsString()
  source_topic!: string;

  /** The consumer group that could not serve it. */
  @IsString()
  consumer_group!: string;

  /** The instance of the service that gave it up. */
  @IsString()
  consumer_instance!: string;

  /** The topic it came from, by the name that the architecture document gives the property. */
  @IsString()
  original_topic!: string;

  /** The partition it came from. */
  @IsInt()
  @Min(0)
  original_partition!: number;

  /** Decimal text: 64 bit. */
  @IsString()
  original_offset!: string;

  /** The class of the error. */
  @IsString()
  error_type!: string;

  /** What the error says, without secrets. */
  @IsString()
  error_message!: string;

  /** Where the error was thrown; null for a refusal. */
  @IsOptional()
  @IsString()
  error_stack_trace!: string | null;

  /** When it was given up. */
  @Matches(INSTANT)
  failed_at!: string;

  /** The request's correlation id; null where it has none that can be read. */
  @IsOptional()
  @IsString()
  correlation_id!: string | null;

  /** The event type that the request states; null where it states none. */
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

  /** How often it was redriven before. */
  @IsInt()
  @Min(0)
  replay_count!: number;
}
