import {
  decodeHeaders,
  decodeRequest,
  encodeHeaders,
  headerTexts,
  isObject,
  messageOf,
  rawHeadersOf,
  readEnvelope,
  routeOfRequest,
  withoutHeaders,
  type InboundRecord,
} from '#contracts';
import type { Original } from '#dead-letters';

/** What is sent in the place of what failed. */
export interface EditedRecord {
  readonly value: Buffer;
  readonly rawHeaders: Buffer;
}

/** Why an edit is refused: the field at fault and a sentence. */
export class EditRefusedError extends Error {
  override readonly name = 'EditRefusedError';

  constructor(
    readonly field: string,
    message: string,
  ) {
    super(message);
  }
}

/** Names under which envelopes have the id of their event. */
const EVENT_IDS = ['event_id', 'envelope_id'] as const;
const ID_HEADERS = ['event_id', 'causation_id', 'correlation_id'];

/**
 * The record with other content and ids that are not the editor's to choose: a new event id, the old one as its cause,
 * the correlation id as it was.
 *
 * @throws {EditRefusedError} also where a worker would refuse it on that topic.
 */
export function editedRecord(
  original: Pick<Original, 'key' | 'value' | 'rawHeaders'>,
  edit: { readonly value: Buffer; readonly headers: Readonly<Record<string, string>> },
  topic: string,
  eventId: string,
): EditedRecord {
  const before = recordOf(topic, original.key, original.value, original.rawHeaders);
  const old = envelopeOf(before);
  const locked = Object.keys(edit.headers).find((name) => ID_HEADERS.includes(name) || name.startsWith('x-re'));
  if (locked !== undefined) throw new EditRefusedError('headers', `${locked} is not for an editor to set`);
  const ids = { eventId, causationId: old?.eventId ?? null, correlationId: old?.correlationId ?? null };
  const rawHeaders = headersWith(original.rawHeaders, edit.headers, ids);
  const value = valueWith(edit.value, ids);
  const after = recordOf(topic, original.key, value, rawHeaders);
  checkCorrelation(ids.correlationId, envelopeOf(after)?.correlationId ?? null);
  checkConforms(after);
  return { value, rawHeaders };
}

interface Ids {
  readonly eventId: string;
  readonly causationId: string | null;
  readonly correlationId: string | null;
}

/** Anything but a JSON object is sent as it is: it has no ids inside. */
function valueWith(value: Buffer, { eventId, causationId }: Ids): Buffer {
  const parsed = messageOf(recordOf('', null, value, encodeHeaders([]))).json;
  if (!parsed.ok) return value;
  const named = EVENT_IDS.filter((name) => Object.hasOwn(parsed.value, name));
  const isEnvelope = isObject(parsed.value['payload']);
  if (named.length === 0 && !isEnvelope) return value;
  // Written anew, longer numbers would be others.
  if (/\d{16}/.test(parsed.text.replace(/"(?:[^"\\]|\\.)*"/g, ''))) {
    throw new EditRefusedError('value', 'numbers of more than 15 digits cannot be edited');
  }
  const ids = Object.fromEntries((named.length > 0 ? named : [EVENT_IDS[0]]).map((name) => [name, eventId]));
  const cause = isEnvelope && causationId !== null ? { causation_id: causationId } : {};
  return Buffer.from(JSON.stringify({ ...parsed.value, ...ids, ...cause }));
}

function headersWith(rawHeaders: Buffer, added: Readonly<Record<string, string>>, ids: Ids): Buffer {
  const had = headerTexts(decodeHeaders(rawHeaders));
  const own = {
    ...added,
    event_id: ids.eventId,
    ...(ids.causationId !== null && { causation_id: ids.causationId }),
    ...(had['correlation_id'] !== undefined && { correlation_id: had['correlation_id'] }),
  };
  const left = decodeHeaders(withoutHeaders(rawHeaders, Object.keys(own)));
  return encodeHeaders([...left, ...rawHeadersOf(own)]);
}

function checkCorrelation(before: string | null, after: string | null): void {
  if (before !== null && after !== before) {
    throw new EditRefusedError('value', 'the correlation id must stay as it was');
  }
}

function checkConforms(record: InboundRecord): void {
  if (routeOfRequest(record.topic) === undefined) return;
  const decoded = decodeRequest(messageOf(record));
  if (decoded.kind === 'refusal') throw new EditRefusedError('value', decoded.refusal.message);
}

function envelopeOf(record: InboundRecord) {
  const parsed = messageOf(record).json;
  return parsed.ok ? readEnvelope(record, parsed) : null;
}

function recordOf(topic: string, key: Buffer | null, value: Buffer | null, rawHeaders: Buffer): InboundRecord {
  const headers = Object.fromEntries(
    rawHeadersOf(headerTexts(decodeHeaders(rawHeaders))).map(([name, text]) => [String(name), text ?? Buffer.alloc(0)]),
  );
  return { topic, partition: 0, offset: '0', timestamp: 0, key, value, headers, rawHeaders };
}
