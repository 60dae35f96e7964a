/** A message as a schema registry's serializers write it: which schema, then the JSON itself. */
export interface Framed {
  readonly schemaId: number;
  readonly body: Buffer;
}

const MAGIC = 0;
const PREFIX_BYTES = 5;

/** Ids are positive 32-bit integers at Confluent's and at Redpanda's registry. */
export const MAX_SCHEMA_ID = 2 ** 31 - 1;

/**
 * Confluent's wire format: a zero byte, the schema's id in four bytes (big-endian), then `body` as it is.
 * Throws a RangeError on an id that no registry gives.
 */
export function frame(schemaId: number, body: Uint8Array): Buffer {
  if (!isSchemaId(schemaId)) throw new RangeError(`a schema id is a whole number from 1 to ${MAX_SCHEMA_ID}`);
  const framed = Buffer.allocUnsafe(PREFIX_BYTES + body.length);
  framed[0] = MAGIC;
  framed.writeUInt32BE(schemaId, 1);
  framed.set(body, PREFIX_BYTES);
  return framed;
}

/**
 * The inverse of `frame`, or `null` where `value` is not framed. Never throws, needs no registry, copies nothing: the
 * body shares the value's memory. No JSON text in UTF-8 begins with a zero byte (RFC 8259), so none is taken for framed.
 */
export function unframe(value: Buffer): Framed | null {
  if (value.length < PREFIX_BYTES || value[0] !== MAGIC) return null;
  const schemaId = value.readUInt32BE(1);
  return isSchemaId(schemaId) ? { schemaId, body: value.subarray(PREFIX_BYTES) } : null;
}

function isSchemaId(id: number): boolean {
  return Number.isInteger(id) && id >= 1 && id <= MAX_SCHEMA_ID;
}
