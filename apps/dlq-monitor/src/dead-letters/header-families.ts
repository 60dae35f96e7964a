/** Names of the fields that headers can tell, as bodies have them. */
export type HeaderField =
  | 'original_topic'
  | 'original_partition'
  | 'original_offset'
  | 'consumer_group'
  | 'consumer_instance'
  | 'correlation_id'
  | 'error_type'
  | 'error_message'
  | 'error_stack_trace'
  | 'event_type'
  | 'failed_at'
  | 'retry_count';

/** Where a field is: the name of a header, or how else than as text its last value is read. */
export type HeaderSource =
  | string
  | {
      readonly header: string;
      /** Of several values the first, where each further failure adds one. */
      readonly first?: true;
      /** `number`: 4 or 8 bytes, the highest first, or digits. `class`: what stands before `: message`. */
      readonly as?: 'number' | 'class';
      /** Attempts are one more than retries. */
      readonly less?: number;
    };

/** How a framework leaves a failed record as it was and says in headers why it failed. */
export interface HeaderFamily {
  readonly shape: string;
  /** Each of its dead letters has one of these. */
  readonly marks: readonly string[];
  /** In lower case: headers that begin so are the framework's, all others the failed record's own. */
  readonly prefixes: readonly string[];
  /** The first source that says something. */
  readonly fields: Readonly<Partial<Record<HeaderField, readonly HeaderSource[]>>>;
  /** Headers with the bytes of a key or a value that could not be deserialised. */
  readonly bytes?: { readonly key: string; readonly value: string };
  /** Whether no value says that the failed record had none; elsewhere its value is lost. */
  readonly keepsTombstones: boolean;
}

const first = (header: string): HeaderSource => ({ header, first: true });
const number = (header: string): HeaderSource => ({ header, as: 'number' });
const firstNumber = (header: string): HeaderSource => ({ header, as: 'number', first: true });

/** A record that failed on a retry topic has the names without `dlt` too; the first value is of where it came from. */
const SPRING = (prefix: string) =>
  ({
    original_topic: [first(`${prefix}original-topic`)],
    original_partition: [firstNumber(`${prefix}original-partition`)],
    original_offset: [firstNumber(`${prefix}original-offset`)],
    consumer_group: [first(`${prefix}original-consumer-group`)],
    // A listener's failure is wrapped: the cause is what failed.
    error_type: [`${prefix}exception-cause-fqcn`, `${prefix}exception-fqcn`, `${prefix}key-exception-fqcn`],
    error_message: [`${prefix}exception-message`, `${prefix}key-exception-message`],
    error_stack_trace: [`${prefix}exception-stacktrace`, `${prefix}key-exception-stacktrace`],
    retry_count: [
      // The header is written for the attempt to come.
      { header: 'retry_topic-attempts', as: 'number', less: 2 },
      { header: 'kafka_deliveryAttempt', as: 'number', less: 1 },
    ],
  }) as const;

const SPRING_PREFIXES = ['retry_topic-', 'kafka_deliveryattempt', 'springdeserializerexception'];

/**
 * The frameworks whose headers are known. Sources: spring-kafka `KafkaHeaders`, `RetryTopicHeaders`; Spring Cloud Stream's
 * Kafka binder; Connect `DeadLetterQueueReporter` (KIP-298); Streams `ExceptionHandlerUtils` (KIP-1034); SmallRye
 * `KafkaDeadLetterQueue`, `DeserializationFailureHandler`; MassTransit `MessageHeaders`.
 */
export const HEADER_FAMILIES = [
  {
    shape: 'spring-kafka',
    marks: ['kafka_dlt-original-topic', 'kafka_dlt-exception-fqcn', 'kafka_dlt-key-exception-fqcn'],
    prefixes: ['kafka_dlt-', 'kafka_original-', 'kafka_exception-', 'kafka_key-exception-', ...SPRING_PREFIXES],
    fields: SPRING('kafka_dlt-'),
    keepsTombstones: true,
  },
  {
    shape: 'spring-kafka',
    marks: ['kafka_original-topic', 'kafka_exception-fqcn'],
    prefixes: ['kafka_original-', 'kafka_exception-', 'kafka_key-exception-', 'kafka_dlt-', ...SPRING_PREFIXES],
    fields: { ...SPRING('kafka_'), consumer_group: ['kafka_dlt-original-consumer-group'] },
    keepsTombstones: true,
  },
  {
    shape: 'spring-cloud-stream',
    marks: ['x-exception-fqcn'],
    prefixes: ['x-original-', 'x-exception-', 'x-key-exception-', ...SPRING_PREFIXES],
    fields: SPRING('x-'),
    keepsTombstones: true,
  },
  {
    shape: 'kafka-connect',
    marks: ['__connect.errors.topic', '__connect.errors.exception.class.name', '__connect.errors.stage'],
    prefixes: ['__connect.errors.'],
    fields: {
      original_topic: ['__connect.errors.topic'],
      original_partition: [number('__connect.errors.partition')],
      original_offset: [number('__connect.errors.offset')],
      consumer_group: ['__connect.errors.connector.name'],
      consumer_instance: ['__connect.errors.task.id'],
      error_type: ['__connect.errors.exception.class.name'],
      error_message: ['__connect.errors.exception.message'],
      error_stack_trace: ['__connect.errors.exception.stacktrace'],
    },
    keepsTombstones: true,
  },
  {
    shape: 'kafka-streams',
    marks: ['__streams.errors.topic', '__streams.errors.exception'],
    prefixes: ['__streams.errors.'],
    fields: {
      original_topic: ['__streams.errors.topic'],
      original_partition: [number('__streams.errors.partition')],
      original_offset: [number('__streams.errors.offset')],
      error_type: [{ header: '__streams.errors.exception', as: 'class' }],
      error_message: ['__streams.errors.message', '__streams.errors.exception'],
      error_stack_trace: ['__streams.errors.stacktrace'],
    },
    keepsTombstones: false,
  },
  {
    shape: 'smallrye',
    marks: ['dead-letter-topic', 'dead-letter-reason', 'dead-letter-exception-class-name'],
    prefixes: ['dead-letter-', 'deserialization-failure-'],
    fields: {
      original_topic: ['dead-letter-topic', 'deserialization-failure-topic'],
      original_partition: [number('dead-letter-partition')],
      original_offset: [number('dead-letter-offset')],
      error_type: ['dead-letter-cause-class-name', 'dead-letter-exception-class-name'],
      error_message: ['dead-letter-cause', 'dead-letter-reason', 'deserialization-failure-reason'],
    },
    bytes: { key: 'deserialization-failure-key-data', value: 'deserialization-failure-value-data' },
    keepsTombstones: false,
  },
  {
    shape: 'masstransit',
    marks: ['MT-Fault-ExceptionType', 'MT-Fault-Message', 'MT-Reason'],
    prefixes: ['mt-fault-', 'mt-reason', 'mt-host-'],
    // It has no header for where the record was.
    fields: {
      consumer_group: ['MT-Fault-ConsumerType'],
      consumer_instance: ['MT-Host-MachineName'],
      correlation_id: ['CorrelationId'],
      error_type: ['MT-Fault-ExceptionType'],
      error_message: ['MT-Fault-Message'],
      error_stack_trace: ['MT-Fault-StackTrace'],
      event_type: ['MT-Fault-MessageType'],
      failed_at: ['MT-Fault-Timestamp'],
      retry_count: [number('MT-Fault-RetryCount')],
    },
    keepsTombstones: true,
  },
] as const satisfies readonly HeaderFamily[];
