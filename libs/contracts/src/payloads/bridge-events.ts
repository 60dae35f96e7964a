import { IsIn, IsOptional, IsString, Matches } from 'class-validator';
import { INSTANT } from './instant';
import { Count, Measure, Nested, Text, Texts } from './rules';
import { BLAKE3_HEX } from './stamping';

/** Content was stamped. */
export class MetadataStampedEvent {
  @Matches(BLAKE3_HEX)
  blake3_hash!: string;

  @Text()
  namespace!: string;

  @IsString()
  content_type!: string;
}

/** Who gave a document its id: who sent it, or the bridge, whose stamp has that id. */
export const DOCUMENT_ID_SOURCES = ['sender', 'stamp'] as const;

/** A document went through. */
export class DocumentProcessedEvent {
  @Text()
  document_id!: string;

  @IsOptional()
  @IsIn(DOCUMENT_ID_SOURCES)
  document_id_source?: (typeof DOCUMENT_ID_SOURCES)[number];

  @Measure()
  processing_time_ms!: number;
}

/** Content was looked at and found wanting. */
export class ValidationFailedEvent {
  /** Hash of what failed; not always BLAKE3, and empty where nothing could be hashed. */
  @IsString()
  content_hash!: string;

  @Text()
  reason!: string;

  @Texts()
  validation_errors!: string[];
}

/** One operation in one window of time. Times in milliseconds, by percentile. */
export class OperationMetrics {
  @Count()
  count!: number;

  @Count()
  errors!: number;

  @Measure()
  p50_ms!: number;

  @Measure()
  p95_ms!: number;

  @Measure()
  p99_ms!: number;
}

/** An operation nobody asked for in the window is absent. */
export class BridgeOperations {
  @IsOptional()
  @Nested(() => OperationMetrics)
  stamp?: OperationMetrics;

  @IsOptional()
  @Nested(() => OperationMetrics)
  batch_stamp?: OperationMetrics;

  @IsOptional()
  @Nested(() => OperationMetrics)
  stamp_tree?: OperationMetrics;

  @IsOptional()
  @Nested(() => OperationMetrics)
  verify?: OperationMetrics;
}

/** How the bridge did between two instants. The architecture document names the topic and gives no payload. */
export class PerformanceMetricsEvent {
  @Matches(INSTANT)
  window_start!: string;

  @Matches(INSTANT)
  window_end!: string;

  @Nested(() => BridgeOperations)
  operations!: BridgeOperations;

  /** Bytes of content hashed. */
  @Count()
  bytes!: number;

  /** Operations per second over the window. */
  @Measure()
  throughput_per_sec!: number;
}
