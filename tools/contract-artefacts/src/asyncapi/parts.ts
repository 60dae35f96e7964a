import { REFUSAL_CODES, isObject, type EnvelopeForm, type JsonObject } from '#contracts';
import { RECORDS, envelopeExample } from './written';

/** The members of an envelope as our encoder writes them: seen, not described a second time. */
export function envelopeSchema(form: EnvelopeForm): JsonObject {
  const full = envelopeExample(form, '7d9a5be1-02c8-4f6e-8b3d-51c0e4a79f12');
  const { payload: _, ...bare } = envelopeExample(form, null);
  return {
    type: 'object',
    description:
      'What our workers write; readers here demand nothing but the payload (docs/wire-facts.md, 1.1 and 1.2).',
    properties: Object.fromEntries(Object.entries(bare).map(([name, value]) => [name, ruleOf([full[name], value])])),
    required: ['payload'],
    examples: [full],
  };
}

function ruleOf(values: readonly unknown[]): JsonObject {
  const [first] = values;
  if (values.every(isObject) && isObject(first)) {
    const names = Object.keys(first);
    if (names.length === 0 || 'trace_id' in first) return { type: 'object' };
    return {
      type: 'object',
      properties: Object.fromEntries(names.map((name) => [name, ruleOf(values.map((value) => value[name]))])),
    };
  }
  const types = [...new Set(values.map(typeOf))];
  return { type: types.length === 1 ? types[0] : types };
}

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  return typeof value === 'number' && Number.isInteger(value) ? 'integer' : typeof value;
}

export type HeaderKind = keyof typeof RECORDS | 'nats';

/** Headers as our encoders write them; required are those that are never left out. */
export function headersSchema(kind: HeaderKind): JsonObject {
  if (kind === 'nats') return { ...headersSchema('event'), properties: { ...eventHeaders(), ...MESSAGE_ID } };
  const written = RECORDS[kind]().map(({ headers = {} }) => Object.keys(headers));
  const names = [...new Set(written.flat())];
  return {
    type: 'object',
    properties: Object.fromEntries(names.map((name) => [name, headerRule(name)])),
    required: names.filter((name) => written.every((record) => record.includes(name))),
  };
}

const MESSAGE_ID = {
  'Nats-Msg-Id': { type: 'string', description: 'The event id: JetStream knows repetitions by it.' },
};

function eventHeaders(): JsonObject {
  return headersSchema('event')['properties'] as JsonObject;
}

function headerRule(name: string): JsonObject {
  return name === 'x-error-code' ? { type: 'string', enum: REFUSAL_CODES } : { type: 'string' };
}
