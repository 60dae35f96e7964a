import { createHmac } from 'node:crypto';
import type { JsonObject } from '#contracts';

export interface SigningKey {
  readonly id: string;
  readonly secret: string;
}

/** As the Python service writes it; it tells neither who asked nor for whom. */
export interface SecurityContext extends JsonObject {
  readonly hmac_signature: string;
  readonly signing_key_id: string;
}

/** HMAC-SHA256, in hex, of the payload as JSON with sorted keys and without spaces (wire-facts 1.2, V3). */
export function signPayload(payload: JsonObject, { id, secret }: SigningKey): SecurityContext {
  return {
    actor_id: null,
    session_id: null,
    security_level: 'internal',
    hmac_signature: createHmac('sha256', secret).update(sortedJson(payload)).digest('hex'),
    signing_key_id: id,
  };
}

/** What `json.dumps(payload, sort_keys=True, separators=(',', ':'))` writes for a flat payload without large numbers. */
export function sortedJson(payload: JsonObject): string {
  const sorted = Object.fromEntries(Object.entries(payload).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  return JSON.stringify(sorted).replaceAll(/[\u007f-\uffff]/g, escaped);
}

function escaped(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
