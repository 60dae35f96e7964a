import { IsIn, IsOptional, IsString, Matches, MaxLength } from 'class-validator';
import { INSTANT } from './instant';
import { PersonalData } from './personal-data';
import { Count, Measure, Nested, Text, Texts } from './rules';
import { BLAKE3_HEX } from './stamping';

/** Content was stamped. */
export class MetadataStampedEvent {
  /** BLAKE3-256 of the content, 64 lower-case hex digits. */
  @Matches(BLAKE3_HEX)
  blake3_hash!: string;

  /** The namespace it was stamped in. */
  @Text()
  namespace!: string;

  /** The media type that the request named. */
  @IsString()
  content_type!: string;
}

/** Who gave a document its id: who sent it, or the bridge, whose stamp has that id. */
export const DOCUMENT_ID_SOURCES = ['sender', 'stamp'] as const;

/** A document went through. */
export class DocumentProcessedEvent {
  /** The id of the document. */
  @Text()
  document_id!: string;

  /** Whether the id is the sender's own or that of the stamp. */
  @IsOptional()
  @IsIn(DOCUMENT_ID_SOURCES)
  document_id_source?: (typeof DOCUMENT_ID_SOURCES)[number];

  /** Where the document is, as its sender said: what was known of the file there is out of date. */
  @IsOptional()
  @IsString()
  @MaxLength(4096)
  @PersonalData()
  file_path?: string;

  /** How long stamping took, in milliseconds. */
  @Measure()
  processing_time_ms!: number;
}

/** Content was looked at and found wanting. */
export class ValidationFailedEvent {
  /** Hash of what failed; not always BLAKE3, and empty where nothing could be hashed. */
  @IsString()
  content_hash!: string;

  /** The error code of the refusal, or why the verification failed. */
  @Text()
  reason!: string;

  /** The faults, a sentence each. */
  @Texts()
  validation_errors!: string[];
}

/** Content was looked at and found wanting. */
export class ValidationFailedEventV2 {
  /** BLAKE3-256 of what failed, 64 lower-case hex digits; null where nothing could be hashed. */
  @IsOptional()
  @Matches(BLAKE3_HEX)
  blake3_hash!: string | null;

  /** The error code of the refusal, or why the verification failed. */
  @Text()
  reason!: string;

  /** The faults, a sentence each. */
  @Texts()
  validation_errors!: string[];
}

/** One operation in one window of time. Times in milliseconds, by percentile. */
export class OperationMetrics {
  /** How many requests ended in the window. */
  @Count()
  count!: number;

  /** How many of them did not succeed. */
  @Count()
  errors!: number;

  /** Half of them took at most this long, in milliseconds. */
  @Measure()
  p50_ms!: number;

  /** 95 of 100 took at most this long, in milliseconds. */
  @Measure()
  p95_ms!: number;

  /** 99 of 100 took at most this long, in milliseconds. */
  @Measure()
  p99_ms!: number;
}

/** An operation nobody asked for in the window is absent. */
export class BridgeOperations {
  /** Figures of `stamp`. */
  @IsOptional()
  @Nested(() => OperationMetrics)
  stamp?: OperationMetrics;

  /** Figures of `batch_stamp`. */
  @IsOptional()
  @Nested(() => OperationMetrics)
  batch_stamp?: OperationMetrics;

  /** Figures of `stamp_tree`. */
  @IsOptional()
  @Nested(() => OperationMetrics)
  stamp_tree?: OperationMetrics;

  /** Figures of `verify`. */
  @IsOptional()
  @Nested(() => OperationMetrics)
  verify?: OperationMetrics;
}

/** How the bridge did between two instants. The architecture document names the topic and gives no payload. */
export class PerformanceMetricsEvent {
  /** When counting began. */
  @Matches(INSTANT)
  window_start!: string;

  /** When counting ended. */
  @Matches(INSTANT)
  window_end!: string;

  /** The figures of each operation that was asked for. */
  @Nested(() => BridgeOperations)
  operations!: BridgeOperations;

  /** Bytes of content hashed. */
  @Count()
  bytes!: number;

  /** Operations per second over the window. */
  @Measure()
  throughput_per_sec!: number;
}
