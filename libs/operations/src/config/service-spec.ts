import { hostname } from 'node:os';
import { LOG_LEVELS, type LogLevel } from '../logging/logger';
import { integer, oneOf, postgresUrl, text, withDefault } from './parsers';
import { group, variable, type ConfigSpec } from './read-config';

export interface ServiceConfig {
  /** 0 lets the system choose a free port. */
  readonly port: number;
  readonly host: string;
  readonly logLevel: LogLevel;
  /** Tells the processes of one service apart in logs and replies. */
  readonly instanceId: string;
}

/**
 * PORT, HOST, LOG_LEVEL, INSTANCE_ID. HOST is 127.0.0.1 unless it is set: the pages have no authentication, so
 * they are open to other machines only where somebody said so (a container sets HOST=0.0.0.0).
 */
export function serviceSpec(defaults: { port: number }): ConfigSpec<ServiceConfig> {
  return group({
    port: variable('PORT', withDefault(integer({ min: 0, max: 65_535 }), defaults.port)),
    host: variable('HOST', withDefault(text({ max: 253 }), '127.0.0.1')),
    logLevel: variable('LOG_LEVEL', withDefault(oneOf(LOG_LEVELS), 'info')),
    instanceId: variable('INSTANCE_ID', withDefault(text({ max: 128 }), `${hostname()}-${process.pid}`)),
  });
}

export interface DatabaseConfig {
  /** A PostgreSQL URL; TLS is part of it (`?sslmode=verify-full&sslrootcert=…`). Holds a password: never log it. */
  readonly url: string;
}

/** DATABASE_URL, required. */
export const databaseSpec: ConfigSpec<DatabaseConfig> = group({ url: variable('DATABASE_URL', postgresUrl()) });
