import { isObject, member, textMember, type JsonObject } from './json';

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
  const has = (name: string): boolean => Object.hasOwn(message, name);
  if (!has('payload')) return 'flat';
  const type = member(message, 'event_type');
  if (type === 'CUSTOM' || has('payload_type')) return 'archon';
  if (has('schema_ref')) return 'omniclaude-v2';
  if (has('source_tool') || has('onex_version')) return 'tool';
  const version = member(message, 'envelope_version');
  if (isObject(version)) return has('envelope_id') ? 'tool' : 'core';
  if (has('envelope_timestamp')) return 'codegen-event';
  if (has('event_timestamp')) return 'registry';
  if (version !== undefined) return typeof member(message, 'source_service') === 'string' ? 'stamping' : 'onex-v1';
  const source = member(message, 'source');
  if (isObject(source) && Object.hasOwn(source, 'service_name')) return 'hook';
  if (type === undefined && textMember(message, 'service') !== undefined) return 'omniclaude';
  return isClassName(type) && source === undefined ? 'onex-v1' : 'architecture';
}

/** S4's types are class names, the other parties' are dotted or upper case. */
function isClassName(type: unknown): boolean {
  return typeof type === 'string' && /^[A-Z][A-Za-z]{0,99}$/.test(type) && /[a-z]/.test(type);
}
