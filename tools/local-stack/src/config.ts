import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from './project';

export interface StackConfig {
  /** Absent: a broker is started here. */
  readonly kafkaBootstrapServers: string | undefined;
  /** Absent: a PostgreSQL server is started here. */
  readonly databaseUrl: string | undefined;
  readonly ports: Readonly<Record<PortName, number>>;
  /** What the services inherit: everything but what only one of them can have. */
  readonly environment: Readonly<Record<string, string | undefined>>;
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

/** The process's environment, over what `.env` in the project's folder says. */
export function loadEnvironment(): NodeJS.ProcessEnv {
  const file = join(projectRoot(), '.env');
  if (existsSync(file)) process.loadEnvFile(file);
  return process.env;
}

/** Reads the stack's settings; throws one message that names every bad variable. */
export function readConfig(environment: NodeJS.ProcessEnv): StackConfig {
  const complaints: string[] = [];
  const port = (name: PortName): number => {
    const { variable, fallback } = PORTS[name];
    const text = environment[variable] ?? '';
    const value = text === '' ? fallback : Number(text);
    if (!Number.isInteger(value) || value < 1 || value > 65_535) {
      complaints.push(`${variable} must be a port between 1 and 65535, not "${text}"`);
    }
    return value;
  };
  const ports: Record<PortName, number> = {
    kafka: port('kafka'),
    postgres: port('postgres'),
    intelligence: port('intelligence'),
    bridge: port('bridge'),
    'dlq-monitor': port('dlq-monitor'),
    recorder: port('recorder'),
    coordinator: port('coordinator'),
  };
  complaints.push(...sharedPorts(ports));
  if (complaints.length > 0) throw new Error(`The configuration is wrong: ${complaints.join('; ')}.`);
  return {
    kafkaBootstrapServers: given(environment, 'KAFKA_BOOTSTRAP_SERVERS'),
    databaseUrl: given(environment, 'DATABASE_URL'),
    ports,
    environment: Object.fromEntries(Object.entries(environment).filter(([name]) => !NOT_INHERITED.has(name))),
  };
}

/** As the services read a variable; theirs are the better words for what is wrong with it. */
function given(environment: NodeJS.ProcessEnv, name: string): string | undefined {
  const file = environment[`${name}_FILE`];
  return environment[name] || (file ? readFileSync(file, 'utf8').trim() : undefined) || undefined;
}

function sharedPorts(ports: Readonly<Record<PortName, number>>): readonly string[] {
  const names = Object.keys(ports) as PortName[];
  return names.flatMap((name, index) => {
    const other = names.slice(0, index).find((earlier) => ports[earlier] === ports[name]);
    if (other === undefined) return [];
    return [`${PORTS[other].variable} and ${PORTS[name].variable} are both ${ports[name]}`];
  });
}
