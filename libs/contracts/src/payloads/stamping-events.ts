import { IsBoolean, IsOptional, IsString, Matches } from 'class-validator';
import { INSTANT } from './instant';
import { Count, Measure, Share, Text } from './rules';
import { BLAKE3_HEX } from './stamping';

/** The events of the Python stamping service (wire-facts 3.3). Times in milliseconds. */
export class StampCreatedEvent {
  /** The id of the stamp. */
  @Text()
  stamp_id!: string;

  /** The hash of the content, in lower-case hex digits. */
  @Matches(BLAKE3_HEX)
  file_hash!: string;

  /** Empty where nobody said it. */
  @IsString()
  file_path!: string;

  /** The size of the content in bytes. */
  @Count()
  file_size_bytes!: number;

  /** How long stamping took, in milliseconds. */
  @Measure()
  execution_time_ms!: number;

  /** What the hash was made with. */
  @Text()
  hash_algorithm!: string;

  /** When the content was first stamped. */
  @Matches(INSTANT)
  created_at!: string;
}

export class StampValidatedEvent {
  /** Empty where nothing could be hashed. */
  @IsString()
  file_hash!: string;

  /** Whether the stamp is valid. */
  @IsBoolean()
  validation_result!: boolean;

  /** How long verifying took, in milliseconds. */
  @Measure()
  validation_time_ms!: number;

  /** What the hash was made with. */
  @Text()
  hash_algorithm!: string;

  /** When it was verified. */
  @Matches(INSTANT)
  validated_at!: string;

  /** Why it is not valid; null where it is. */
  @IsOptional()
  @IsString()
  error_message?: string | null;
}

export class StampBatchProcessedEvent {
  /** The id of the batch. */
  @Text()
  batch_id!: string;

  /** How many contents the batch had. */
  @Count()
  total_files!: number;

  /** How many of them were stamped. */
  @Count()
  successful_files!: number;

  /** How many of them were refused. */
  @Count()
  failed_files!: number;

  /** Of those that were asked for; 1 where none were. */
  @Share()
  success_rate!: number;

  /** How long the whole batch took, in milliseconds. */
  @Measure()
  total_processing_time_ms!: number;

  /** Of one file. */
  @Measure()
  average_processing_time_ms!: number;

  /** When the batch was done. */
  @Matches(INSTANT)
  processed_at!: string;
}
