import { topicSchema, type JsonObject } from '#contracts';
import { avroSchemaOf, type AvroSchema } from './avro-schema';

const TEXT = { type: 'string' };
const TEXTS = { type: 'object', additionalProperties: TEXT };

/** What envelopes have around their payload. Each form has some of them; what it has besides is an other property. */
const AROUND: JsonObject = {
  event_id: TEXT,
  event_type: TEXT,
  correlation_id: TEXT,
  causation_id: TEXT,
  session_id: TEXT,
  timestamp: TEXT,
  version: TEXT,
  envelope_version: TEXT,
  source: TEXTS,
  metadata: TEXTS,
};

export interface MessageSchema {
  readonly schema: AvroSchema;
  /** Confluent's TopicRecordNameStrategy: the topic's own subject has the JSON Schema, and a subject has one type. */
  readonly subject: string;
}

const NAME = 'Message';

/** How we write a topic's values in Avro; `null` for a topic that the catalog does not know. */
export function messageSchemaOf(topic: string): MessageSchema | null {
  const found = topicSchema(topic);
  if (found === null) return null;
  const { schema, isEnvelope } = found;
  const properties = schema['properties'] as JsonObject;
  const whole = isEnvelope ? { ...schema, properties: { ...AROUND, payload: properties['payload'] } } : schema;
  const namespace = namespaceOf(topic);
  return { schema: avroSchemaOf(whole, namespace, NAME), subject: `${topic}-${namespace}.${NAME}` };
}

/** The topic, in names as Avro has them. */
function namespaceOf(topic: string): string {
  const names = topic.split('.').map((name) => name.replace(/\W/g, '_').replace(/^(?=\d)/, '_'));
  return names.join('.');
}
