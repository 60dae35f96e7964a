import { randomUUID } from 'node:crypto';
import type { JsonObject } from '#contracts';
import { stampText, type StampRow, type StampType } from '#stamping';
import type { StampBody } from './bodies';
import { lineOf, storable } from './read-body';

/** What the table keeps of a stamp besides its content's facts: what the first request said. */
export interface KeptMetadata extends JsonObject {
  readonly op_id: string;
  readonly stamp_type: StampType;
  readonly protocol_version: string;
  readonly version: number;
  readonly metadata_version: string;
  readonly metadata: JsonObject;
  readonly intelligence_data: JsonObject;
  readonly document_id?: string;
}

type Said = Pick<
  StampBody,
  | 'op_id'
  | 'options'
  | 'protocol_version'
  | 'version'
  | 'metadata_version'
  | 'metadata'
  | 'intelligence_data'
  | 'document_id'
>;

export function keptMetadata(said: Said): KeptMetadata {
  for (const name of ['author', 'version', 'content_type']) lineOf(said.metadata, name);
  return {
    op_id: said.op_id?.toLowerCase() ?? randomUUID(),
    stamp_type: said.options?.stamp_type ?? 'lightweight',
    protocol_version: said.protocol_version ?? '1.0',
    version: said.version ?? 1,
    metadata_version: said.metadata_version ?? '0.1',
    metadata: storable('metadata', said.metadata) ?? {},
    intelligence_data: storable('intelligence_data', said.intelligence_data) ?? {},
    ...(said.document_id === null ? {} : { document_id: said.document_id }),
  };
}

const NOTHING_SAID = {
  options: null,
  protocol_version: null,
  version: null,
  metadata_version: null,
  metadata: null,
  intelligence_data: null,
  document_id: null,
};

/** Of a stamp; what the request that made it left out is as the Python service takes it. */
export function metadataOf({ metadata, uid }: StampRow): KeptMetadata {
  return { ...keptMetadata({ ...NOTHING_SAID, op_id: uid }), ...metadata };
}

/** The text of a stamp that is kept; `content` is that of the request, where there is one. */
export function stampOf(row: StampRow, type: StampType, said: KeptMetadata): string {
  const { metadata, protocol_version } = said;
  return stampText(type, {
    uid: row.uid,
    hash: row.blake3_hash,
    at: row.stamped_at,
    author: lineOf(metadata, 'author'),
    version: lineOf(metadata, 'version'),
    contentType: lineOf(metadata, 'content_type'),
    protocolVersion: protocol_version,
    // A path may have come by the bus, and be anything: here it is one line.
    filePath: row.file_path?.replaceAll(/\p{Cc}/gu, ' ') ?? null,
    fileSize: row.content_length,
  });
}
