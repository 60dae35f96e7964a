import { isUtf8 } from 'node:buffer';
import { correlationOutside, type AnyOutboundRecord, type InboundRecord } from '#contracts';
import type { Attributes } from '#tracing';

/** Of a span about one record, by OpenTelemetry's conventions for messaging. */
export function receivedAttributes(
  operation: 'receive' | 'process',
  record: InboundRecord,
  consumerGroup: string,
): Attributes {
  return {
    ...messaging(operation, record.topic),
    'messaging.destination.partition.id': String(record.partition),
    'messaging.kafka.offset': Number(record.offset),
    'messaging.consumer.group.name': consumerGroup,
    'messaging.message.conversation_id': correlationOutside(record) ?? undefined,
    'messaging.message.body.size': record.value?.length ?? 0,
    'messaging.kafka.message.tombstone': record.value === null ? true : undefined,
    'messaging.kafka.message.key': keyText(record.key),
  };
}

export function sentAttributes({ topic, key, value, headers }: AnyOutboundRecord): Attributes {
  const correlationId = headers?.['correlation_id'];
  return {
    ...messaging('send', topic),
    'messaging.message.conversation_id': correlationId === undefined ? undefined : String(correlationId),
    'messaging.message.body.size': value === null ? 0 : Buffer.byteLength(value),
    'messaging.kafka.message.tombstone': value === null ? true : undefined,
    'messaging.kafka.message.key': keyText(key),
  };
}

function messaging(operation: 'receive' | 'process' | 'send', topic: string): Attributes {
  return {
    'messaging.system': 'kafka',
    'messaging.operation.name': operation,
    'messaging.operation.type': operation,
    'messaging.destination.name': topic,
  };
}

/** Keys may be any bytes. */
function keyText(key: Buffer | string | null): string | undefined {
  if (key === null || typeof key === 'string') return key ?? undefined;
  return isUtf8(key) ? key.toString('utf8') : key.toString('hex');
}
