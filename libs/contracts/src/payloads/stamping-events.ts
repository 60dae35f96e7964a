import { IsBoolean, IsOptional, IsString, Matches } from 'class-validator';
import { INSTANT } from './instant';
import { Count, Measure, Share, Text } from './rules';
import { BLAKE3_HEX } from './stamping';

/** The events of the Python stamping service (wire-facts 3.3). Times in milliseconds. */
export class StampCreatedEvent {
  @Text()
  stamp_id!: string;

  @Matches(BLAKE3_HEX)
  file_hash!: string;

  /** Empty where nobody said it. */
  @IsString()
  file_path!: string;

  @Count()
  file_size_bytes!: number;

  @Measure()
  execution_time_ms!: number;

  @Text()
  hash_algorithm!: string;

  @Matches(INSTANT)
  created_at!: string;
}

export class StampValidatedEvent {
  /** Empty where nothing could be hashed. */
  @IsString()
  file_hash!: string;

  @IsBoolean()
  validation_result!: boolean;

  @Measure()
  validation_time_ms!: number;

  @Text()
  hash_algorithm!: string;

  @Matches(INSTANT)
  validated_at!: string;

  @IsOptional()
  @IsString()
  error_message?: string | null;
}

export class StampBatchProcessedEvent {
  @Text()
  batch_id!: string;

  @Count()
  total_files!: number;

  @Count()
  successful_files!: number;

  @Count()
  failed_files!: number;

  /** Of those that were asked for; 1 where none were. */
  @Share()
  success_rate!: number;

  @Measure()
  total_processing_time_ms!: number;

  /** Of one file. */
  @Measure()
  average_processing_time_ms!: number;

  @Matches(INSTANT)
  processed_at!: string;
}
