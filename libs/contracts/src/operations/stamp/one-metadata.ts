import { lowered } from '../fields';
import { member, type JsonObject } from '../../json';
import type { Fields } from '../definition';
import type { OneMetadata } from './payloads';

/** The properties of `OneMetadata`. */
export const ONE_METADATA = [
  'document_id',
  'op_id',
  'protocol_version',
  'version',
  'metadata_version',
  'intelligence_data',
] as const satisfies readonly (keyof OneMetadata)[];

/**
 * What a payload says by the names of `OneMetadata`, and nothing else. A `version` that is text belongs to an envelope
 * around nothing: flat messages have it beside their own fields.
 */
export function readOneMetadata(given: JsonObject): JsonObject {
  const read: Fields = {};
  for (const name of ONE_METADATA) {
    const value = member(given, name) ?? null;
    if (value === null || (name === 'version' && typeof value === 'string')) continue;
    read[name] = name === 'op_id' ? lowered(value) : value;
  }
  return read;
}
