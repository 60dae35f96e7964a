import { encodeHeaders, type InboundRecord } from '#contracts';
import { FAILED_AT, ISO, KEY, READ_PLACE, SPACED_TEXT, TOPIC, UUID, type ShapeSample } from './shape-sample';

const CAUSE = 'com.acme.codegen.UnknownSchemaException';
const WRAPPER = 'org.springframework.kafka.listener.ListenerExecutionFailedException';
const STACK = `${WRAPPER}: Listener failed
	at org.springframework.kafka.listener.adapter.HandlerAdapter.invoke(HandlerAdapter.java:56)
Caused by: ${CAUSE}: no schema 7
	at com.acme.codegen.Schemas.find(Schemas.java:88)
	... 12 more`;

/** What each framework's records have in common here: the value and the key as they were, and one header of their own. */
const KEPT = { original_value: SPACED_TEXT, original_key: KEY, exact: true, correlation_id: UUID } as const;
const OWN = { traceparent: '00-1-1-01', 'content-type': 'application/json' };

/** In this order, names may repeat. */
function record(headers: readonly (readonly [string, string | Buffer | null])[], value = SPACED_TEXT) {
  const all = [...Object.entries(OWN), ...headers].map(
    ([name, text]) => [Buffer.from(name), text === null ? null : Buffer.from(text)] as const,
  );
  const texts = all.flatMap(([name, bytes]) => (bytes === null ? [] : [[name.toString(), bytes] as const]));
  return {
    key: Buffer.from(KEY),
    value: Buffer.from(value),
    headers: Object.fromEntries(texts),
    rawHeaders: encodeHeaders(all),
  } satisfies Partial<InboundRecord>;
}

function int4(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
}

function int8(value: bigint): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64BE(value);
  return bytes;
}

/** What frameworks write that say in headers why a record failed. */
export const FRAMEWORK_SAMPLES: readonly ShapeSample[] = [
  {
    name: 'Spring Kafka, whose numbers are bytes and whose listener wraps the cause',
    record: record([
      ['kafka_dlt-exception-fqcn', WRAPPER],
      ['kafka_dlt-exception-cause-fqcn', CAUSE],
      ['kafka_dlt-exception-message', 'Listener failed; nested exception is no schema 7'],
      ['kafka_dlt-exception-stacktrace', STACK],
      ['kafka_dlt-original-topic', TOPIC],
      ['kafka_dlt-original-partition', int4(2)],
      ['kafka_dlt-original-offset', int8(12345n)],
      ['kafka_dlt-original-timestamp', int8(BigInt(FAILED_AT.getTime()))],
      ['kafka_dlt-original-timestamp-type', 'CreateTime'],
      ['kafka_dlt-original-consumer-group', 'codegen'],
      ['springDeserializerExceptionValue', Buffer.from([0xac, 0xed, 0, 5])],
    ]),
    expected: {
      ...READ_PLACE,
      ...KEPT,
      shape: 'spring-kafka',
      original_headers: OWN,
      error_type: CAUSE,
      error_message: 'no schema 7',
      error_stack: STACK,
      consumer_group: 'codegen',
    },
  },
  {
    name: 'Spring Kafka after retry topics, which add their own place behind the first',
    record: record([
      ['kafka_original-topic', TOPIC],
      ['kafka_original-partition', int4(2)],
      ['kafka_original-offset', int8(12345n)],
      ['retry_topic-attempts', int4(4)],
      ['kafka_exception-fqcn', WRAPPER],
      ['kafka_exception-message', 'first'],
      ['kafka_original-topic', `${TOPIC}-retry-1000`],
      ['kafka_original-partition', int4(0)],
      ['kafka_original-offset', int8(7n)],
      ['kafka_exception-fqcn', CAUSE],
      ['kafka_exception-message', 'last'],
    ]),
    expected: {
      ...READ_PLACE,
      ...KEPT,
      shape: 'spring-kafka',
      original_headers: OWN,
      error_type: CAUSE,
      error_message: 'last',
      retry_count: 2,
    },
  },
  {
    name: 'the Kafka binder of Spring Cloud Stream',
    record: record([
      ['x-original-topic', TOPIC],
      ['x-original-partition', int4(2)],
      ['x-original-offset', int8(12345n)],
      ['x-exception-fqcn', CAUSE],
      ['x-exception-message', 'no schema 7'],
      ['x-exception-stacktrace', STACK],
    ]),
    expected: { ...READ_PLACE, ...KEPT, shape: 'spring-cloud-stream', original_headers: OWN, error_type: CAUSE },
  },
  {
    name: 'a sink of Kafka Connect',
    record: record([
      ['__connect.errors.topic', TOPIC],
      ['__connect.errors.partition', '2'],
      ['__connect.errors.offset', '12345'],
      ['__connect.errors.connector.name', 'codegen-sink'],
      ['__connect.errors.task.id', '0'],
      ['__connect.errors.stage', 'VALUE_CONVERTER'],
      ['__connect.errors.class.name', 'org.apache.kafka.connect.json.JsonConverter'],
      ['__connect.errors.exception.class.name', 'org.apache.kafka.connect.errors.DataException'],
      ['__connect.errors.exception.message', 'Converting byte[] to Kafka Connect data failed'],
      ['__connect.errors.exception.stacktrace', 'org.apache.kafka.connect.errors.DataException: Converting'],
    ]),
    expected: {
      ...READ_PLACE,
      ...KEPT,
      shape: 'kafka-connect',
      original_headers: OWN,
      error_type: 'org.apache.kafka.connect.errors.DataException',
      error_message: 'Converting byte[] to Kafka Connect data failed',
      consumer_group: 'codegen-sink',
      consumer_instance: '0',
    },
  },
  {
    name: 'Kafka Streams, which names class and message in one',
    record: record([
      ['__streams.errors.exception', `${CAUSE}: no schema 7`],
      ['__streams.errors.message', null],
      ['__streams.errors.stacktrace', STACK],
      ['__streams.errors.topic', TOPIC],
      ['__streams.errors.partition', '2'],
      ['__streams.errors.offset', '12345'],
    ]),
    expected: { ...READ_PLACE, ...KEPT, shape: 'kafka-streams', original_headers: OWN, error_type: CAUSE },
  },
  {
    name: 'SmallRye',
    record: record([
      ['dead-letter-exception-class-name', 'java.util.concurrent.CompletionException'],
      ['dead-letter-cause-class-name', CAUSE],
      ['dead-letter-reason', 'processing failed'],
      ['dead-letter-cause', 'no schema 7'],
      ['dead-letter-topic', TOPIC],
      ['dead-letter-partition', '2'],
      ['dead-letter-offset', '12345'],
    ]),
    expected: {
      ...READ_PLACE,
      ...KEPT,
      shape: 'smallrye',
      original_headers: OWN,
      error_type: CAUSE,
      error_message: 'no schema 7',
    },
  },
  {
    name: 'SmallRye, where what it could not read is in a header',
    record: {
      ...record([
        ['dead-letter-reason', 'cannot be read'],
        ['dead-letter-topic', TOPIC],
        ['deserialization-failure-value-data', SPACED_TEXT],
      ]),
      value: null,
    },
    expected: { ...KEPT, shape: 'smallrye', original_topic: TOPIC, original_headers: OWN },
  },
  {
    name: 'SmallRye, where a value that it could not read is lost',
    record: { ...record([['dead-letter-topic', TOPIC]]), value: null },
    expected: { shape: 'smallrye', original_topic: TOPIC, original_value: undefined, exact: false },
  },
  {
    name: 'MassTransit, which does not say where the record was',
    record: record([
      ['CorrelationId', 'abc-123'],
      ['MT-Reason', 'fault'],
      ['MT-Fault-ExceptionType', 'Acme.Orders.RejectedException'],
      ['MT-Fault-Message', 'too late'],
      ['MT-Fault-Timestamp', ISO],
      [
        'MT-Fault-StackTrace',
        '   at Acme.Orders.Consumer.Consume(ConsumeContext`1 context) in /src/Consumer.cs:line 42',
      ],
      ['MT-Fault-RetryCount', '2'],
      ['MT-Fault-ConsumerType', 'Acme.Orders.Consumer'],
      ['MT-Host-MachineName', 'host-1'],
    ]),
    expected: {
      ...KEPT,
      shape: 'masstransit',
      original_topic: null,
      original_partition: null,
      original_offset: null,
      original_headers: { ...OWN, CorrelationId: 'abc-123' },
      error_type: 'Acme.Orders.RejectedException',
      error_message: 'too late',
      failed_at: FAILED_AT,
      retry_count: 2,
      consumer_group: 'Acme.Orders.Consumer',
      consumer_instance: 'host-1',
    },
  },
  {
    name: 'FastStream, which prescribes no headers: the usual names',
    record: record([
      ['x-original-topic', TOPIC],
      ['x-original-partition', '2'],
      ['x-original-offset', '12345'],
      ['x-exception-type', 'pydantic.ValidationError'],
      ['x-exception-message', 'field required'],
      ['x-traceback', 'Traceback (most recent call last):\n  File "/app/a.py", line 1, in handle'],
    ]),
    expected: {
      ...READ_PLACE,
      ...KEPT,
      shape: 'headers',
      original_headers: OWN,
      error_type: 'pydantic.ValidationError',
      error_message: 'field required',
      error_stack: 'Traceback (most recent call last):\n  File "/app/a.py", line 1, in handle',
    },
  },
];
