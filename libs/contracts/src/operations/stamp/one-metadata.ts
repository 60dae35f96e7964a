import { lowered } from '../fields';
import { member, type JsonObject } from '../../json';
import type { Fields } from '../definition';

const TEXTS = ['document_id', 'protocol_version', 'metadata_version', 'intelligence_data'] as const;

/**
 * What a payload says by the names of `OneMetadata`, and nothing else. A `version` that is text belongs to an envelope
 * around nothing: flat messages have it beside their own fields.
 */
export function readOneMetadata(given: JsonObject): JsonObject {
  const read: Fields = {};
  for (const name of TEXTS) note(read, name, member(given, name));
  note(read, 'op_id', lowered(member(given, 'op_id')));
  const version = member(given, 'version');
  if (typeof version !== 'string') note(read, 'version', version);
  return read;
}

function note(read: Fields, name: string, value: unknown): void {
  if (value !== undefined && value !== null) read[name] = value;
}
