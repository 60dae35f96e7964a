import {
  decodeReply,
  entryOfTopic,
  entriesOfTopic,
  isObject,
  member,
  parseJsonObject,
  readEnvelope,
  replayCountOf,
  SESSION_STATUSES,
  textMember,
  type InboundRecord,
  type Pattern,
  type SessionStatus,
} from '#contracts';
import type { LoggedEvent } from '../event';
import { recordOf } from '../record-of';

/** What an event's part in a conversation is told by. */
export interface EventFacts {
  readonly event: LoggedEvent;
  /** Of its topic, by the catalog; what nobody has described is an event, or a dead letter by its headers. */
  readonly pattern: Pattern;
  /** Milliseconds since the epoch: of the record; else by its sender's clock; else when it was taken into the log. */
  readonly at: number;
  /** Of an error reply or a dead letter. */
  readonly errorCode: string | null;
  readonly status: SessionStatus | null;
  /** Percent. */
  readonly progress: number | null;
  readonly message: string | null;
  /** Sent again on purpose: redriven or replayed. */
  readonly replayed: boolean;
  /** `topic/partition/offset` of the record that a dead letter holds. */
  readonly original: string | null;
}

export function factsOf(event: LoggedEvent): EventFacts {
  const record = recordOf(event);
  const pattern = patternOf(event, record);
  return {
    event,
    pattern,
    at: timeOf(event).getTime(),
    errorCode: pattern === 'response' || pattern === 'dlq' ? errorCodeOf(record) : null,
    ...(pattern === 'status' ? statusOf(record) : NO_STATUS),
    replayed: replayCountOf(record.headers['x-replay-count']) > 0,
    original: pattern === 'dlq' ? originalOf(record) : null,
  };
}

export function timeOf({ kafkaTime, eventTime, recordedAt }: LoggedEvent): Date {
  return kafkaTime ?? eventTime ?? recordedAt;
}

function patternOf({ topic, eventType }: LoggedEvent, { headers }: InboundRecord): Pattern {
  const entry = entryOfTopic(topic, eventType ?? undefined) ?? entriesOfTopic(topic)[0];
  return entry?.pattern ?? (headers['original_topic'] === undefined ? 'event' : 'dlq');
}

/** Dead letters of other systems have it where replies have it, or in a text. */
function errorCodeOf(record: InboundRecord): string | null {
  const header = record.headers['x-error-code']?.toString('utf8');
  return header ?? decodeReply(record)?.error?.code ?? null;
}

const NO_STATUS = { status: null, progress: null, message: null };

function statusOf(record: InboundRecord): Pick<EventFacts, 'status' | 'progress' | 'message'> {
  const json = parseJsonObject(record.value);
  const payload = json.ok ? readEnvelope(record, json).payload : null;
  if (!isObject(payload)) return NO_STATUS;
  const progress = member(payload, 'progress_percentage');
  return {
    status: SESSION_STATUSES.find((status) => status === payload['status']) ?? null,
    progress: typeof progress === 'number' && progress >= 0 && progress <= 100 ? progress : null,
    message: textMember(payload, 'message') ?? null,
  };
}

/** By its headers, which are there even where the value is the original's own; else by the properties of the same names. */
function originalOf(record: InboundRecord): string | null {
  const json = parseJsonObject(record.value);
  const [topic, partition, offset] = ['original_topic', 'original_partition', 'original_offset'].map(
    (name) => record.headers[name]?.toString('utf8') ?? (json.ok ? textOf(member(json.value, name)) : undefined),
  );
  return topic === undefined ? null : `${topic}/${partition}/${offset}`;
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}
