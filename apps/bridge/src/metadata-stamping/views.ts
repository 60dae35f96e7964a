import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { JsonObject } from '#contracts';
import { STAMP_TYPES, type EnvelopeJson, type StampType } from '#stamping';
import type { ErrorEntry } from './refusals';

const nullable = true;
const OPEN = { type: 'object', additionalProperties: true } as const;

export class PerformanceView {
  @ApiProperty() execution_time_ms!: number;
  @ApiProperty({ type: 'integer' }) file_size_bytes!: number;
  @ApiProperty({ type: Number, nullable }) cpu_usage_percent!: number | null;
  @ApiProperty({ enum: ['A', 'B', 'C'], description: 'Below 1 ms, below 2 ms, anything else.' })
  performance_grade!: 'A' | 'B' | 'C';
}

export class StampView {
  @ApiProperty() success!: boolean;
  @ApiProperty({ format: 'uuid' }) stamp_id!: string;
  @ApiProperty({ description: 'BLAKE3 of the normalised content, as in the stamp.' }) file_hash!: string;
  @ApiProperty() stamped_content!: string;
  @ApiProperty() stamp!: string;
  @ApiProperty({ enum: STAMP_TYPES }) stamp_type!: StampType;
  @ApiProperty({ type: PerformanceView }) performance_metrics!: PerformanceView;
  @ApiProperty({ format: 'date-time', description: 'When the content was first stamped.' }) created_at!: string;
  @ApiProperty() op_id!: string;
  @ApiProperty() namespace!: string;
  @ApiProperty({ type: 'integer' }) version!: number;
  @ApiProperty() metadata_version!: string;
}

export class ValidationDetailView {
  @ApiProperty({ enum: STAMP_TYPES }) stamp_type!: StampType;
  @ApiProperty() stamp_hash!: string;
  @ApiProperty() is_valid!: boolean;
  @ApiProperty() current_hash!: string;
}

export class ValidationView {
  @ApiProperty() success!: boolean;
  @ApiProperty() is_valid!: boolean;
  @ApiProperty({ type: 'integer' }) stamps_found!: number;
  @ApiProperty() current_hash!: string;
  @ApiProperty({ type: [ValidationDetailView] }) validation_details!: readonly ValidationDetailView[];
  @ApiProperty({ type: PerformanceView }) performance_metrics!: PerformanceView;
}

export class HashView {
  @ApiProperty({ description: 'BLAKE3 of the exact bytes.' }) file_hash!: string;
  @ApiProperty() execution_time_ms!: number;
  @ApiProperty({ type: 'integer' }) file_size_bytes!: number;
  @ApiProperty({ enum: ['A', 'B', 'C'] }) performance_grade!: 'A' | 'B' | 'C';
}

export class BatchResultView {
  @ApiProperty() id!: string;
  @ApiProperty() success!: boolean;
  @ApiProperty({ type: String, nullable }) stamp_id!: string | null;
  @ApiProperty({ type: String, nullable }) file_hash!: string | null;
  @ApiProperty({ type: String, nullable }) stamp!: string | null;
  @ApiProperty({ type: String, nullable }) error!: string | null;
  @ApiProperty({ type: PerformanceView, nullable }) performance_metrics!: PerformanceView | null;
  @ApiPropertyOptional({ ...OPEN, description: 'Where stamps are signed: a DSSE envelope.' }) signature?: EnvelopeJson;
}

export class BatchView {
  @ApiProperty({ type: 'integer' }) total_items!: number;
  @ApiProperty({ type: 'integer' }) successful_items!: number;
  @ApiProperty({ type: 'integer' }) failed_items!: number;
  @ApiProperty({ type: [BatchResultView] }) results!: readonly BatchResultView[];
  @ApiProperty({ type: PerformanceView }) overall_performance!: PerformanceView;
}

export class ComplianceView {
  @ApiProperty() is_valid!: boolean;
  @ApiProperty() protocol_version!: string;
  @ApiProperty({ enum: ['full', 'partial', 'none'] }) compliance_level!: 'full' | 'partial' | 'none';
  @ApiProperty({ type: [String] }) issues!: readonly string[];
  @ApiProperty({ type: [String] }) recommendations!: readonly string[];
}

export class ProtocolView {
  @ApiProperty({ type: ComplianceView }) validation_result!: ComplianceView;
  @ApiProperty({ type: PerformanceView }) performance_metrics!: PerformanceView;
}

class StampDataView {
  @ApiProperty({ enum: STAMP_TYPES }) stamp_type!: StampType;
  @ApiProperty() stamp!: string;
  @ApiProperty({ ...OPEN }) metadata!: JsonObject;
  @ApiProperty() namespace!: string;
}

export class KeptStampView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() file_hash!: string;
  @ApiProperty() file_path!: string;
  @ApiProperty({ type: 'integer' }) file_size!: number;
  @ApiProperty() content_type!: string;
  @ApiProperty({ type: StampDataView }) stamp_data!: StampDataView;
  @ApiProperty() protocol_version!: string;
  @ApiProperty({ format: 'date-time' }) created_at!: string;
  @ApiProperty() op_id!: string;
  @ApiProperty() namespace!: string;
  @ApiProperty({ type: 'integer' }) version!: number;
  @ApiProperty() metadata_version!: string;
  @ApiProperty({ ...OPEN }) intelligence_data!: JsonObject;
}

export class ListedStampView {
  @ApiProperty({ format: 'uuid' }) stamp_id!: string;
  @ApiProperty() file_hash!: string;
  @ApiProperty() file_path!: string;
  @ApiProperty({ enum: STAMP_TYPES }) stamp_type!: StampType;
  @ApiProperty({ format: 'date-time' }) created_at!: string;
  @ApiProperty({ ...OPEN }) metadata!: JsonObject;
  @ApiProperty() op_id!: string;
  @ApiProperty() namespace!: string;
  @ApiProperty({ type: 'integer' }) version!: number;
  @ApiProperty() metadata_version!: string;
  @ApiProperty({ ...OPEN }) intelligence_data!: JsonObject;
}

class PaginationView {
  @ApiProperty({ type: 'integer' }) limit!: number;
  @ApiProperty({ type: 'integer' }) offset!: number;
  @ApiProperty({ type: 'integer' }) total!: number;
  @ApiProperty() has_more!: boolean;
  @ApiProperty({ type: String, nullable, description: 'The cursor of the next page, also in `Link`.' })
  next!: string | null;
}

export class NamespaceView {
  @ApiProperty() namespace!: string;
  @ApiProperty({ type: 'integer' }) total_stamps!: number;
  @ApiProperty({ type: [ListedStampView] }) stamps!: readonly ListedStampView[];
  @ApiProperty({ type: PaginationView }) pagination!: PaginationView;
}

export class SchemasView {
  @ApiProperty({ ...OPEN, description: 'Versions by the name of the schema in the catalog.' }) all_schemas!: JsonObject;
  @ApiProperty({ ...OPEN, description: 'The version in use by the name of the schema.' }) active_schemas!: JsonObject;
  @ApiProperty({ type: 'integer' }) total_schemas!: number;
}

export class ErrorEntryView implements ErrorEntry {
  @ApiProperty() code!: string;
  @ApiProperty({ type: String, nullable }) field!: string | null;
  @ApiProperty() message!: string;
}

export class WrappedError {
  @ApiProperty({ enum: ['error'] }) status!: 'error';
  @ApiProperty({ ...OPEN, nullable }) data!: null;
  @ApiProperty({ type: [ErrorEntryView] }) error!: readonly ErrorEntryView[];
  @ApiProperty({ type: String, nullable }) message!: string | null;
  @ApiProperty({ ...OPEN }) metadata!: JsonObject;
}

export class RefusalView {
  @ApiProperty({ type: WrappedError }) detail!: WrappedError;
}
