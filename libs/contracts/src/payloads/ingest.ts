import { IsObject, IsOptional, IsString, Matches } from 'class-validator';
import { INSTANT } from './instant';
import { Count, Measure, Nested, Text } from './rules';
import { ErrorBody } from './error-body';
import { PersonalData } from './personal-data';

/**
 * The NATS contracts name the `ingest.*` subjects and give no payload; ids, time and tenant are as in its other events.
 */
abstract class IngestEvent {
  /** The id of this event. */
  @Text()
  event_id!: string;

  /** When that was so. */
  @Matches(INSTANT)
  timestamp!: string;

  /** Who took the document in, or tried to. */
  @Text()
  service_name!: string;

  /** The id of the document. */
  @Text()
  document_id!: string;

  /** For whom. */
  @IsOptional()
  @IsString()
  @PersonalData({ subject: true })
  user_id?: string;

  /** For whose account. */
  @IsOptional()
  @IsString()
  tenant_id?: string;

  /** Whatever else is known. */
  @IsOptional()
  @IsObject()
  metadata?: Record<string, unknown>;
}

/** A document was taken in: sent on `ingest.document.processed`. */
export class DocumentIngestedEvent extends IngestEvent {
  /** How long that took, in milliseconds. */
  @Measure()
  processing_time_ms!: number;

  /** The size of the document in bytes. */
  @IsOptional()
  @Count()
  size_bytes?: number;

  /** The media type of the document. */
  @IsOptional()
  @IsString()
  content_type?: string;
}

/** A document could not be taken in: sent on `ingest.document.failed`. */
export class DocumentIngestFailedEvent extends IngestEvent {
  /** Why it could not be taken in. */
  @Nested(() => ErrorBody)
  error!: ErrorBody;
}
