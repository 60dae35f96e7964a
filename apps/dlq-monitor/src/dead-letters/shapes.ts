import type { DeadLetterShape } from './dead-letter';
import { at, base64, has, parseJson, type Members } from './members';

/** The failed record's value, as far as the dead letter carries it. */
export interface Original {
  readonly value: Buffer | null;
  readonly exact: boolean;
  /** The value as JSON, where it is JSON. */
  readonly content: unknown;
}

interface ShapeRule {
  readonly shape: DeadLetterShape;
  readonly recognises: (body: Members) => boolean;
  readonly original: (body: Members) => Original;
}

export const MISSING: Original = { value: null, exact: false, content: undefined };

/** Decided by the names present, never by their types: a damaged record still belongs to its writer. First wins. */
const RULES: readonly ShapeRule[] = [
  rule('omninode-workers', ['original_value_b64'], fromOurs),
  rule('intelligence-consumer', ['original_event', 'failure_reason'], (body) => fromMember(body['original_event'])),
  rule('contract-dlq', ['original_message', 'failure_reason'], (body) =>
    fromMember(at(body, 'original_message.value')),
  ),
  rule('db-adapter', ['original_message'], (body) => fromMember(body['original_message'])),
  rule('s4-record', ['original_event'], (body) => fromMember(body['original_event'])),
  rule('event-publisher', ['original_envelope'], (body) => fromMember(body['original_envelope'])),
  rule('kafka-client', ['original_data'], (body) => fromMember(body['original_data'])),
  rule('kafka-consumer', ['original_topic', 'original_value'], (body) => fromMember(body['original_value'])),
  rule('s1-metadata', ['original_topic', 'error_message'], () => MISSING),
  rule('s1-metadata', ['original_topic', 'error_type'], () => MISSING),
  rule('s4-envelope', ['error', 'dlq_timestamp'], fromEnvelope),
  rule('s4-envelope', ['error', 'retry_count'], fromEnvelope),
];

export function ruleFor(body: Members): ShapeRule | undefined {
  return RULES.find((candidate) => candidate.recognises(body));
}

function rule(shape: DeadLetterShape, names: readonly string[], original: ShapeRule['original']): ShapeRule {
  return { shape, original, recognises: (body) => names.every((name) => has(body, name)) };
}

function fromOurs(body: Members): Original {
  const encoded = body['original_value_b64'];
  if (encoded === null && (at(body, 'original_event') ?? null) === null) return { ...MISSING, exact: true };
  const value = base64(encoded);
  if (value === undefined) return fromMember(at(body, 'original_event'));
  return { value, exact: true, content: at(body, 'original_event') ?? parseJson(value.toString('utf8')) };
}

/** The rpk example of S4: the original envelope itself, with three members put into it. */
function fromEnvelope(body: Members): Original {
  const added = new Set(['error', 'retry_count', 'dlq_timestamp']);
  return fromJson(Object.fromEntries(Object.entries(body).filter(([name]) => !added.has(name))));
}

function fromMember(member: unknown): Original {
  if (member === undefined || member === null) return MISSING;
  return typeof member === 'string' ? fromText(member) : fromJson(member);
}

/** Writers that decode with replacement leave U+FFFD behind; those that give up leave `<binary data, size=9 bytes>`. */
function fromText(text: string): Original {
  if (/^<[^<>]{1,80}>$/.test(text)) return MISSING;
  return { value: Buffer.from(text, 'utf8'), exact: !/[\uFFFD\p{Surrogate}]/u.test(text), content: parseJson(text) };
}

/** Spacing, member order of repeats and digits beyond a double are lost with the text, so this is never exact. */
function fromJson(content: unknown): Original {
  try {
    return { value: Buffer.from(JSON.stringify(content), 'utf8'), exact: false, content };
  } catch {
    // Nested too deeply to be written again; the record's own bytes are kept anyway.
    return { ...MISSING, content };
  }
}
