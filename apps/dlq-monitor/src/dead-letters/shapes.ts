import { literalAt } from '#contracts';
import type { DeadLetterShape } from './dead-letter';
import { at, base64, has, parseJson, type Members } from './members';

/** The failed record's value, as far as the dead letter carries it. */
export interface Original {
  readonly value: Buffer | null;
  readonly exact: boolean;
  /** Read when it is asked for: most dead letters say themselves what it could tell. */
  readonly read: () => Content;
}

/** A value as JSON, where it is JSON. */
export interface Content {
  readonly content: unknown;
  /** What `content` was parsed from: it has the digits of numbers. */
  readonly text: string;
}

interface ShapeRule {
  readonly shape: DeadLetterShape;
  readonly recognises: (body: Members) => boolean;
  /** `text` is what `body` was parsed from. */
  readonly original: (body: Members, text: string) => Original;
}

export const MISSING: Original = { value: null, exact: false, read: () => ({ content: undefined, text: '' }) };

/** Decided by the names present, never by their types: a damaged record still belongs to its writer. First wins. */
const RULES: readonly ShapeRule[] = [
  rule('omninode-workers', ['original_value_b64'], fromOurs),
  rule('intelligence-consumer', ['original_event', 'failure_reason'], fromMember('original_event')),
  rule('contract-dlq', ['original_message', 'failure_reason'], fromMember('original_message.value')),
  rule('db-adapter', ['original_message'], fromMember('original_message')),
  rule('guide-record', ['original_event'], fromMember('original_event')),
  rule('event-publisher', ['original_envelope'], fromMember('original_envelope')),
  rule('kafka-client', ['original_data'], fromMember('original_data')),
  rule('kafka-consumer', ['original_topic', 'original_value'], fromMember('original_value')),
  rule('architecture-metadata', ['original_topic', 'error_message'], () => MISSING),
  rule('architecture-metadata', ['original_topic', 'error_type'], () => MISSING),
  rule('guide-envelope', ['error', 'dlq_timestamp'], fromEnvelope),
  rule('guide-envelope', ['error', 'retry_count'], fromEnvelope),
];

export function ruleFor(body: Members): ShapeRule | undefined {
  return RULES.find((candidate) => candidate.recognises(body));
}

function rule(shape: DeadLetterShape, names: readonly string[], original: ShapeRule['original']): ShapeRule {
  return { shape, original, recognises: (body) => names.every((name) => has(body, name)) };
}

function fromOurs(body: Members, text: string): Original {
  const encoded = body['original_value_b64'];
  const event = fromMember('original_event')(body, text);
  if (encoded === null && event === MISSING) return { ...MISSING, exact: true };
  const value = base64(encoded);
  if (value === undefined) return event;
  return { value, exact: true, read: event === MISSING ? once(() => readable(value.toString('utf8'))) : event.read };
}

export function once(read: () => Content): () => Content {
  let known: Content | undefined;
  return () => (known ??= read());
}

function readable(text: string): Content {
  return { content: parseJson(text), text };
}

/** The guide's rpk example: the original envelope itself, with three properties added. */
function fromEnvelope(body: Members, text: string): Original {
  const added = new Set(['error', 'retry_count', 'dlq_timestamp']);
  const content = Object.fromEntries(Object.entries(body).filter(([name]) => !added.has(name)));
  try {
    return { value: Buffer.from(JSON.stringify(content), 'utf8'), exact: false, read: () => ({ content, text }) };
  } catch {
    // Nested too deeply to be written again; the record's own bytes are kept anyway.
    return { ...MISSING, read: () => ({ content, text }) };
  }
}

function fromMember(path: string): ShapeRule['original'] {
  return (body, text) => {
    const member = at(body, path);
    if (member === undefined || member === null) return MISSING;
    // A record that could not be written as JSON: what stands there only says so.
    if (at(body, 'serialization_fallback') === true) return MISSING;
    if (typeof member === 'string') return fromText(member);
    // Its writer has parsed and written it again, so this is never exact.
    const literal = literalAt(text, path);
    return { value: Buffer.from(literal, 'utf8'), exact: false, read: () => ({ content: member, text: literal }) };
  };
}

/** Writers that decode with replacement leave U+FFFD behind; those that give up leave `<binary data, size=9 bytes>`. */
function fromText(text: string): Original {
  if (/^<[^<>]{1,80}>$/.test(text)) return MISSING;
  return {
    value: Buffer.from(text, 'utf8'),
    exact: !/[\uFFFD\p{Surrogate}]/u.test(text),
    read: once(() => readable(text)),
  };
}
