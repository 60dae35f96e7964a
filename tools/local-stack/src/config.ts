import {
  databaseSpec,
  dependent,
  dotEnv,
  firstOf,
  group,
  integer,
  isSet,
  kafkaSpec,
  mapped,
  oneOf,
  readConfig as readSettings,
  topicFileSpec,
  variable,
  withDefault,
  type ConfigProblem,
  type ConfigSpec,
  type Environment,
  type TopicFile,
} from '#config';
import { catalogTopics } from '#contracts';
import type { ConnectionSettings } from '#event-bus';
import { projectRoot } from './project';

export interface StackConfig {
  /** Absent: a broker is started here. */
  readonly kafka: ConnectionSettings | undefined;
  /** Absent: a PostgreSQL server is started here. */
  readonly databaseUrl: string | undefined;
  readonly ports: Readonly<Record<PortName, number>>;
  /** What topics of a broker that is started here are to be like, where it is not as in the catalog. */
  readonly topics: TopicFile | undefined;
  /** What the services inherit: everything but what only one of them can have. */
  readonly environment: Environment;
}

/** The ports of the stack: the variable that sets each, and its value when unset. */
export const PORTS = {
  kafka: { variable: 'LOCAL_KAFKA_PORT', fallback: 9092 },
  postgres: { variable: 'LOCAL_POSTGRES_PORT', fallback: 55432 },
  intelligence: { variable: 'INTELLIGENCE_PORT', fallback: 8053 },
  bridge: { variable: 'BRIDGE_PORT', fallback: 8054 },
  'dlq-monitor': { variable: 'DLQ_MONITOR_PORT', fallback: 8055 },
  recorder: { variable: 'RECORDER_PORT', fallback: 8056 },
  coordinator: { variable: 'COORDINATOR_PORT', fallback: 8057 },
} as const;

export type PortName = keyof typeof PORTS;

/**
 * Two services of one consumer group would be given each other's partitions. What is read from a file here the services
 * are told.
 */
const NOT_INHERITED = new Set([
  'PORT',
  'INSTANCE_ID',
  'KAFKA_CLIENT_ID',
  'KAFKA_CONSUMER_GROUP',
  'KAFKA_BOOTSTRAP_SERVERS_FILE',
  'DATABASE_URL_FILE',
]);

const PORT = { ...integer({ min: 1, max: 65_535 }), expected: 'a port from 1 to 65535' };

function port(name: PortName): ConfigSpec<number> {
  return variable(PORTS[name].variable, withDefault(PORT, PORTS[name].fallback));
}

export const portsSpec: ConfigSpec<Record<PortName, number>> = dependent(
  group({
    kafka: port('kafka'),
    postgres: port('postgres'),
    intelligence: port('intelligence'),
    bridge: port('bridge'),
    'dlq-monitor': port('dlq-monitor'),
    recorder: port('recorder'),
    coordinator: port('coordinator'),
  }),
  (ports) => () => {
    const problems = sharedPorts(ports);
    return problems.length === 0 ? { ok: true, value: ports } : { ok: false, problems };
  },
);

const ownBrokerIsPlain = {
  ...withDefault(oneOf(['PLAINTEXT']), 'PLAINTEXT' as const),
  expected: 'PLAINTEXT, or KAFKA_BOOTSTRAP_SERVERS with it: the broker that is started here has neither TLS nor SASL',
};

/** Undefined where a broker is to be started here. */
export const brokerSpec: ConfigSpec<ConnectionSettings | undefined> = (environment) => {
  if (!isSet(environment, 'KAFKA_BOOTSTRAP_SERVERS')) {
    return mapped(variable('KAFKA_SECURITY_PROTOCOL', ownBrokerIsPlain), () => undefined)(environment);
  }
  const settings = kafkaSpec({ clientId: 'local-stack', groupId: 'local-stack', topics: catalogTopics });
  return mapped(settings, ({ brokers, clientId, ssl, sasl, topics }) => ({
    brokers,
    clientId,
    ssl,
    sasl,
    ...(topics && { topics }),
  }))(environment);
};

/** Undefined where a server is to be started here. */
export const databaseUrlSpec: ConfigSpec<string | undefined> = (environment) =>
  isSet(environment, 'DATABASE_URL')
    ? mapped(databaseSpec, ({ url }) => url())(environment)
    : { ok: true, value: undefined };

/** Of a broker that is started here; a named one's settings have them. */
const topicsSpec: ConfigSpec<TopicFile | undefined> = (environment) =>
  isSet(environment, 'KAFKA_BOOTSTRAP_SERVERS')
    ? { ok: true, value: undefined }
    : topicFileSpec(catalogTopics)(environment);

const stackSpec = group({ kafka: brokerSpec, databaseUrl: databaseUrlSpec, ports: portsSpec, topics: topicsSpec });

/** The process's environment, over what `.env` in the project's folder says. */
export function loadEnvironment(): Environment {
  return firstOf(process.env, dotEnv(projectRoot()));
}

/** Reads the stack's settings; throws a `ConfigError` with all problems. */
export function readConfig(environment: Environment): StackConfig {
  const inherited = Object.entries(environment).filter(([name]) => !NOT_INHERITED.has(name));
  return { ...readSettings(stackSpec, environment), environment: Object.fromEntries(inherited) };
}

function sharedPorts(ports: Readonly<Record<PortName, number>>): readonly ConfigProblem[] {
  const names = Object.keys(ports) as PortName[];
  return names.flatMap((name, index) => {
    const other = names.slice(0, index).find((earlier) => ports[earlier] === ports[name]);
    if (other === undefined) return [];
    const expected = `a port other than that of ${PORTS[other].variable}`;
    return [{ variable: PORTS[name].variable, expected, got: `${ports[name]} for both` }];
  });
}
