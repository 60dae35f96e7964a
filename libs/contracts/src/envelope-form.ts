import { isObject, type JsonObject } from './json';

/**
 * How a message is wrapped (wire-facts 1.2). `onex-v1` is S4's envelope (V1), `architecture` S1's (V7 is its strict
 * twin), `hook` S0's `BaseEvent`, `flat` no envelope at all (V11); the others are what programs of the parties really
 * send: `registry` V2, `stamping` V3, `codegen-event` V4, `core` V5, `tool` V6, `archon` V8, `omniclaude` V9,
 * `omniclaude-v2` V10.
 */
export const ENVELOPE_FORMS = [
  'onex-v1',
  'architecture',
  'hook',
  'flat',
  'registry',
  'stamping',
  'codegen-event',
  'core',
  'tool',
  'archon',
  'omniclaude',
  'omniclaude-v2',
] as const;
export type EnvelopeForm = (typeof ENVELOPE_FORMS)[number];

/**
 * The form a message is wrapped in, told by the members only it has, the most telling first. Whatever nothing else fits
 * is `architecture`, the least demanding of them.
 */
export function formOf(message: JsonObject): EnvelopeForm {
  // `in` with literal names: see `readEnvelope` about prototypes.
  if (!('payload' in message)) return 'flat';
  const type = message['event_type'];
  if (type === 'CUSTOM' || 'payload_type' in message) return 'archon';
  if ('schema_ref' in message) return 'omniclaude-v2';
  if ('source_tool' in message || 'onex_version' in message) return 'tool';
  const version = message['envelope_version'];
  if (isObject(version)) return 'envelope_id' in message ? 'tool' : 'core';
  if ('envelope_timestamp' in message) return 'codegen-event';
  if ('event_timestamp' in message) return 'registry';
  if (version !== undefined) return typeof message['source_service'] === 'string' ? 'stamping' : 'onex-v1';
  const source = message['source'];
  if (isObject(source) && 'service_name' in source) return 'hook';
  if (type === undefined && isText(message['service'])) return 'omniclaude';
  return isClassName(type) && source === undefined ? 'onex-v1' : 'architecture';
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value !== '';
}

/** S4's types are class names, the other parties' are dotted or upper case. */
function isClassName(type: unknown): boolean {
  return typeof type === 'string' && /^[A-Z][A-Za-z]{0,99}$/.test(type) && /[a-z]/.test(type);
}
