import { encodeHeaders, isObject, MAX_ID_LENGTH, messageOf } from '#contracts';
import { readEvent, type NewEvent } from '#event-log';
import type { StreamMessage } from '#nats';

/**
 * A message of NATS as an event of the log: its subject is the topic, its sequence in the stream the offset. A step of a
 * workflow belongs to a session of that name, unless the workflow is only the conversation.
 */
export function natsEvent({ subject, sequence, timestamp, value, headers }: StreamMessage): NewEvent {
  const named = headers.map(([name, text]) => [name, Buffer.from(text)] as const);
  const message = messageOf({
    topic: subject,
    partition: 0,
    offset: String(sequence),
    timestamp,
    key: null,
    value,
    headers: Object.fromEntries(named),
    rawHeaders: encodeHeaders(named.map(([name, bytes]) => [Buffer.from(name), bytes])),
  });
  const event = readEvent(message);
  const said = message.json.ok ? message.json.value : {};
  const about = isObject(said['metadata']) ? said['metadata'] : {};
  const correlationId = event.correlationId ?? idOf(about['correlation_id']);
  const workflow = idOf(said['workflow_id']);
  return { ...event, correlationId, sessionId: event.sessionId ?? (workflow === correlationId ? null : workflow) };
}

function idOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' && value.length <= MAX_ID_LENGTH ? value : null;
}
