import { hostname } from 'node:os';
import { LOG_LEVELS, type LogLevel } from './log-levels';
import { boolean, httpUrl, integer, oneOf, optional, postgresUrl, secret, text, withDefault } from './parsers';
import { current, dependent, group, isSet, mapped, variable, type ConfigSpec } from './read-config';
import { tracingSpec, type TracingConfig } from './tracing-spec';

export interface ServiceConfig {
  /** 0 lets the system choose a free port. */
  readonly port: number;
  readonly host: string;
  readonly logLevel: LogLevel;
  /** Tells the processes of one service apart in logs and replies. */
  readonly instanceId: string;
  /** The schema registry, by which records in Avro are read and written; `null`: there is none. */
  readonly registry: RegistryConfig | null;
  /** Whether versions of events that have a successor are published until their end. */
  readonly publishesDeprecated: boolean;
  /** Where traces are sent; `null`: nothing is traced. */
  readonly tracing: TracingConfig | null;
}

export interface RegistryConfig {
  /** May hold a password: never log it. */
  readonly url: string;
  readonly bearerToken?: string;
  /** Whether the schemas of this service's topics are registered at its start. */
  readonly register: boolean;
  /** How events are published. */
  readonly eventsFormat: EventsFormat;
}

export const EVENTS_FORMATS = ['json', 'avro'] as const;
export type EventsFormat = (typeof EVENTS_FORMATS)[number];

/**
 * PORT, HOST, LOG_LEVEL, INSTANCE_ID, SCHEMA_REGISTRY_*, EVENTS_*, OTEL_*. HOST is 127.0.0.1 unless it is set:
 * other machines reach the pages only where somebody said so (a container sets HOST=0.0.0.0).
 */
export function serviceSpec(defaults: { port: number }): ConfigSpec<ServiceConfig> {
  return group({
    port: variable('PORT', withDefault(integer({ min: 0, max: 65_535 }), defaults.port)),
    host: variable('HOST', withDefault(text({ max: 253 }), '127.0.0.1')),
    logLevel: variable('LOG_LEVEL', withDefault(oneOf(LOG_LEVELS), 'info')),
    instanceId: variable('INSTANCE_ID', withDefault(text({ max: 128 }), `${hostname()}-${process.pid}`)),
    registry: registrySpec,
    publishesDeprecated: variable('EVENTS_PUBLISH_DEPRECATED', withDefault(boolean(), true)),
    tracing: tracingSpec,
  });
}

const registry = group({
  url: variable('SCHEMA_REGISTRY_URL', optional(httpUrl())),
  bearerToken: variable('SCHEMA_REGISTRY_TOKEN', optional(secret())),
  register: variable('SCHEMA_REGISTRY_REGISTER', withDefault(boolean(), false)),
  eventsFormat: variable('EVENTS_FORMAT', withDefault(oneOf(EVENTS_FORMATS), 'json')),
});

/** None without SCHEMA_REGISTRY_URL, which registering and events in Avro demand. */
export const registrySpec: ConfigSpec<RegistryConfig | null> = dependent(
  registry,
  ({ url, bearerToken, register, eventsFormat }) => {
    const isWanted = register || eventsFormat === 'avro';
    if (url === undefined && !isWanted) return mapped(group({}), () => null);
    const target = url === undefined ? variable('SCHEMA_REGISTRY_URL', httpUrl()) : mapped(group({}), () => url);
    const rest = { register, eventsFormat, ...(bearerToken !== undefined && { bearerToken }) };
    return mapped(target, (where) => ({ url: where, ...rest }));
  },
);

export interface DatabaseConfig {
  /**
   * A PostgreSQL URL as it is now, asked for with each connection; TLS is part of it
   * (`?sslmode=verify-full&sslrootcert=…`). Holds a password: never log it.
   */
  readonly url: () => string;
}

/** DATABASE_URL, required. */
export const databaseSpec: ConfigSpec<DatabaseConfig> = group({
  url: current(variable('DATABASE_URL', postgresUrl())),
});

/** DATABASE_URL; `null` where it is unset, for a service that can do without. */
export const optionalDatabaseSpec: ConfigSpec<DatabaseConfig | null> = (env) =>
  isSet(env, 'DATABASE_URL') ? databaseSpec(env) : { ok: true, value: null };
