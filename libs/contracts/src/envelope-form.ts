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

type Sign = (message: JsonObject) => boolean;

const has =
  (...names: readonly string[]): Sign =>
  (message) =>
    names.some((name) => Object.hasOwn(message, name));

const versionIsObject: Sign = (message) => isObject(member(message, 'envelope_version'));

/** Each form by the members only it has, the most telling first; the first that fits is taken. */
const SIGNS: readonly (readonly [EnvelopeForm, Sign])[] = [
  ['flat', (message) => !Object.hasOwn(message, 'payload')],
  ['archon', (message) => member(message, 'event_type') === 'CUSTOM' || has('payload_type')(message)],
  ['omniclaude-v2', has('schema_ref')],
  [
    'tool',
    (message) =>
      has('source_tool', 'onex_version')(message) || (versionIsObject(message) && has('envelope_id')(message)),
  ],
  ['core', versionIsObject],
  ['codegen-event', has('envelope_timestamp')],
  ['registry', has('event_timestamp')],
  ['stamping', (message) => has('envelope_version')(message) && typeof member(message, 'source_service') === 'string'],
  ['onex-v1', has('envelope_version')],
  ['hook', (message) => isObject(member(message, 'source')) && has('service_name')(message['source'] as JsonObject)],
  ['omniclaude', (message) => !has('event_type')(message) && textMember(message, 'service') !== undefined],
  ['onex-v1', (message) => isClassName(member(message, 'event_type')) && !has('source')(message)],
  ['architecture', () => true],
];

/** The form a message is wrapped in; whatever nothing else fits is `architecture`, the least demanding of them. */
export function formOf(message: JsonObject): EnvelopeForm {
  return SIGNS.find(([, fits]) => fits(message))?.[0] ?? 'architecture';
}

/** S4's types are class names, the other parties' are dotted or upper case. */
function isClassName(type: unknown): boolean {
  return typeof type === 'string' && /^[A-Z][A-Za-z]{0,99}$/.test(type) && /[a-z]/.test(type);
}
