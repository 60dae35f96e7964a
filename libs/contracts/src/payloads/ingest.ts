import { IsObject, IsOptional, IsString, Matches } from 'class-validator';
import { INSTANT } from './instant';
import { Count, Measure, Nested, Text } from './rules';
import { ErrorBody } from './error-body';
import { PersonalData } from './personal-data';

/**
 * The NATS contracts name the `ingest.*` subjects and give no payload; ids, time and tenant are as in its other events.
 */
abstract class IngestEvent {
  @Text()
  event_id!: string;

  @Matches(INSTANT)
  timestamp!: string;

  @Text()
  service_name!: string;

  @Text()
  document_id!: string;

  @IsOptional()
  @IsString()
  @PersonalData({ subject: true })
  user_id?: string;

  @IsOptional()
  @IsString()
  tenant_id?: string;

  @IsOptional()
  @IsObject()
  metadata?: Record<string, unknown>;
}

/** A document was taken in: sent on `ingest.document.processed`. */
export class DocumentIngestedEvent extends IngestEvent {
  @Measure()
  processing_time_ms!: number;

  @IsOptional()
  @Count()
  size_bytes?: number;

  @IsOptional()
  @IsString()
  content_type?: string;
}

/** A document could not be taken in: sent on `ingest.document.failed`. */
export class DocumentIngestFailedEvent extends IngestEvent {
  @Nested(() => ErrorBody)
  error!: ErrorBody;
}
