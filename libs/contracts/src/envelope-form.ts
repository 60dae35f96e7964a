import { isObject, type JsonObject } from './json';

/**
 * How a message is wrapped (wire-facts 1.2). `onex-v1` is the guide's envelope, `architecture` the architecture
 * document's, `hook` the `BaseEvent` of the event schemas, `flat` none at all; the others are what programs really send.
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
 * The form a message is wrapped in, recognised by the properties only it has, the most distinctive first. What fits no
 * other form is `architecture`, the least demanding of them.
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

/** Types in `onex-v1` are class names; in the other forms they are dotted or upper case. */
function isClassName(type: unknown): boolean {
  return typeof type === 'string' && /^[A-Z][A-Za-z]{0,99}$/.test(type) && /[a-z]/.test(type);
}
