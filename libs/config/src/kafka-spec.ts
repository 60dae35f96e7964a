import {
  brokerAddress,
  fileContent,
  integer,
  list,
  durationMs,
  oneOf,
  optional,
  secret,
  text,
  withDefault,
} from './parsers';
import { topicFileSpec, type TopicFile } from './topic-file';
import { current, dependent, group, isSet, mapped, unused, variable, type ConfigSpec } from './read-config';

export interface KafkaTls {
  /** PEM texts, not paths. */
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
  readonly rejectUnauthorized: boolean;
}

export interface KafkaSasl {
  readonly mechanism: 'plain' | 'scram-sha-256' | 'scram-sha-512';
  readonly username: string;
  /** As it is now: asked for with each log-in. */
  readonly password: () => string;
}

export interface KafkaConfig {
  /** host:port, at least one. */
  readonly brokers: readonly string[];
  readonly clientId: string;
  readonly groupId: string;
  /** Records handled at the same time in one process. */
  readonly maxInFlight: number;
  /** Memory that records handled or waiting at the same time may hold, in bytes as received. */
  readonly maxInFlightBytes: number;
  readonly sessionTimeoutMs: number;
  /** Where a group without committed offsets starts. */
  readonly fromBeginning: boolean;
  /** As it is now: asked for with each connection. */
  readonly ssl: (() => KafkaTls) | false;
  readonly sasl?: KafkaSasl;
  /** What topics are to be like, where it is not as in the catalog. */
  readonly topics?: TopicFile;
}

/** Enough to fill the requests to broker and database; memory is bounded in bytes. */
const MAX_IN_FLIGHT = 300;

export interface KafkaDefaults {
  readonly groupId: string;
  readonly clientId: string;
  /** Less where handling itself is slow: what waits for it is handled twice after a crash. */
  readonly maxInFlight?: number;
  /** The names of the topics that KAFKA_TOPICS_FILE may speak of. */
  readonly topics?: () => readonly string[];
}

const PROTOCOLS = ['PLAINTEXT', 'SSL', 'SASL_PLAINTEXT', 'SASL_SSL'] as const;
const SASL_VARIABLES = ['KAFKA_SASL_MECHANISM', 'KAFKA_SASL_USERNAME', 'KAFKA_SASL_PASSWORD'];
const TLS_VARIABLES = ['KAFKA_SSL_CA_FILE', 'KAFKA_SSL_CERT_FILE', 'KAFKA_SSL_KEY_FILE'];

/**
 * The KAFKA_* variables. Defaults that differ per app are passed in; the others are those of the existing
 * OmniNode consumers (8 MiB in flight, a session timeout of 30,000 ms, earliest). Security settings that the
 * protocol would ignore are refused, because a password that goes unused is a mistake nobody would notice.
 */
export function kafkaSpec(defaults: KafkaDefaults): ConfigSpec<KafkaConfig> {
  const settings = group({
    brokers: variable('KAFKA_BOOTSTRAP_SERVERS', withDefault(list(brokerAddress()), ['localhost:9092'])),
    clientId: variable('KAFKA_CLIENT_ID', withDefault(text({ max: 249 }), defaults.clientId)),
    groupId: variable('KAFKA_CONSUMER_GROUP', withDefault(text({ max: 249 }), defaults.groupId)),
    maxInFlight: variable(
      'KAFKA_MAX_IN_FLIGHT',
      withDefault(integer({ min: 1, max: 10_000 }), defaults.maxInFlight ?? MAX_IN_FLIGHT),
    ),
    maxInFlightBytes: variable(
      'KAFKA_MAX_IN_FLIGHT_BYTES',
      withDefault(integer({ min: 65_536, max: 1_073_741_824 }), 8_388_608),
    ),
    sessionTimeoutMs: variable(
      'KAFKA_SESSION_TIMEOUT_MS',
      withDefault(durationMs({ min: 1000, max: 1_800_000 }), 30_000),
    ),
    reset: variable('KAFKA_AUTO_OFFSET_RESET', withDefault(oneOf(['earliest', 'latest']), 'earliest')),
    security,
    topics: topicFileSpec(defaults.topics ?? (() => [])),
  });
  return mapped(settings, ({ reset, security: { ssl, sasl }, topics, ...rest }) => ({
    ...rest,
    fromBeginning: reset === 'earliest',
    ssl,
    ...(sasl && { sasl }),
    ...(topics && { topics }),
  }));
}

const protocol = variable('KAFKA_SECURITY_PROTOCOL', withDefault(oneOf(PROTOCOLS), 'PLAINTEXT'));

const security: ConfigSpec<{ ssl: (() => KafkaTls) | false; sasl: KafkaSasl | undefined }> = dependent(
  protocol,
  (chosen) => {
    const because = `KAFKA_SECURITY_PROTOCOL is ${chosen}`;
    return group({
      ssl: chosen.endsWith('SSL') ? current(tls) : mapped(unused(TLS_VARIABLES, because), () => false as const),
      sasl: chosen.startsWith('SASL_') ? sasl : unused(SASL_VARIABLES, because),
    });
  },
);

/** PLAIN by default, as in aiokafka. */
const sasl: ConfigSpec<KafkaSasl> = group({
  mechanism: mapped(
    variable('KAFKA_SASL_MECHANISM', withDefault(oneOf(['PLAIN', 'SCRAM-SHA-256', 'SCRAM-SHA-512']), 'PLAIN')),
    (mechanism) => mechanism.toLowerCase() as KafkaSasl['mechanism'],
  ),
  username: variable('KAFKA_SASL_USERNAME', text()),
  password: current(variable('KAFKA_SASL_PASSWORD', secret())),
});

/** A client certificate needs its key, and the other way round. */
const clientCertificate: ConfigSpec<{ cert?: string; key?: string }> = (env) => {
  const wanted = isSet(env, 'KAFKA_SSL_CERT_FILE') || isSet(env, 'KAFKA_SSL_KEY_FILE');
  const pair = group({
    cert: variable('KAFKA_SSL_CERT_FILE', fileContent()),
    key: variable('KAFKA_SSL_KEY_FILE', fileContent()),
  });
  return wanted ? pair(env) : { ok: true, value: {} };
};

const tls: ConfigSpec<KafkaTls> = mapped(
  group({ ca: variable('KAFKA_SSL_CA_FILE', optional(fileContent())), client: clientCertificate }),
  ({ ca, client }) => ({ ...(ca !== undefined && { ca }), ...client, rejectUnauthorized: true }),
);
