import { isObject, member } from './json';
import type { Message } from './message';

/** What is told of versions that no sender of ours has had. */
const OTHER = 'other';

/**
 * The schema version that a message states, as `1.0`: of its payload (`schema_version`), else of its envelope. `none`
 * where it states none, `other` where that is no version of the majors 0 to 9 and minors 0 to 9: a sender can make up
 * no more than a hundred.
 */
export function statedVersion({ json }: Message): string {
  if (!json.ok) return 'none';
  const message = json.value;
  const payload = member(message, 'payload');
  const inPayload = isObject(payload) ? member(payload, 'schema_version') : undefined;
  const names = ['schema_version', 'envelope_version', 'onex_version', 'version'];
  const stated = [inPayload, ...names.map((name) => member(message, name))].find((one) => one !== undefined);
  return stated === undefined || stated === null || stated === '' ? 'none' : majorAndMinor(stated);
}

function majorAndMinor(stated: unknown): string {
  const parts = isObject(stated) ? [member(stated, 'major'), member(stated, 'minor') ?? 0] : [stated];
  const isText = parts.every((part) => typeof part === 'string' || typeof part === 'number');
  const match = isText ? /^v?(\d)(?:\.(\d))?(?:\.\d{1,9})?$/.exec(parts.join('.')) : null;
  return match === null ? OTHER : `${match[1]}.${match[2] ?? 0}`;
}
