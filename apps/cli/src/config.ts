import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { catalogTopics } from '#contracts';
import type { ConnectionSettings } from '#event-bus';
import type { RegistrySettings } from '#schema-registry';
import {
  databaseSpec,
  dotEnv,
  firstOf,
  kafkaSpec,
  localStack,
  mapped,
  optional,
  readConfig,
  secret,
  variable,
  type Environment,
} from '#config';
import { projectFolder } from './version';

/** What the environment leaves open is found in the project's folder: in `.env`, then in the stack that runs there. */
function environment(): Environment {
  const root = projectFolder();
  const stack = localStack(root);
  const running = stack && { KAFKA_BOOTSTRAP_SERVERS: stack.bootstrap, DATABASE_URL: stack.databaseUrl };
  return firstOf(process.env, dotEnv(root), running ?? {});
}

/** The same, and beside it what `.env` alone says. */
export function environments(): { readonly environment: Environment; readonly dotEnv: Environment } {
  return { environment: environment(), dotEnv: dotEnv(projectFolder()) };
}

/** Where the running stack serves the pages of a worker; undefined where none runs. */
export function localPages(worker: string): string | undefined {
  const port = localStack(projectFolder())?.ports[worker];
  return port === undefined ? undefined : `http://127.0.0.1:${port}`;
}

/** Where the schema registry is, `url` before SCHEMA_REGISTRY_URL; `null` where nobody said. */
export function registrySettings(url: string | undefined): RegistrySettings | null {
  const where = url ?? readConfig(variable('SCHEMA_REGISTRY_URL', optional(secret())), environment());
  if (where === undefined || where === '') return null;
  const token = readConfig(variable('SCHEMA_REGISTRY_TOKEN', optional(secret())), environment());
  return { url: where, ...(token !== undefined && { bearerToken: token }) };
}

/** Who asks, `token` before OMNI_TOKEN; other users of a machine can see what is typed. */
export function accessToken(token: string | undefined): string | undefined {
  return token ?? readConfig(variable('OMNI_TOKEN', optional(secret())), environment());
}

/** The file with the key that signs stamps, `file` before STAMP_SIGNING_KEY_FILE, as for the bridge. */
export function stampSigningKeyFile(file: string | undefined): string | undefined {
  return file ?? (environment()['STAMP_SIGNING_KEY_FILE'] || undefined);
}

/** Where what can be made again is kept: `omninode` in XDG_CACHE_HOME, else in `~/.cache`. */
export function cacheFolder(): string {
  const { XDG_CACHE_HOME: said = '' } = process.env;
  return join(isAbsolute(said) ? said : join(homedir(), '.cache'), 'omninode');
}

/** DATABASE_URL, as for the workers. Throws a `ConfigError`, which shows no secret. */
export function databaseUrl(): string {
  return readConfig(databaseSpec, environment()).url();
}

const NAME = 'omninode-cli';

const spec = mapped(
  kafkaSpec({ clientId: NAME, groupId: NAME, topics: catalogTopics }),
  ({ brokers, clientId, ssl, sasl, topics }): ConnectionSettings => ({
    brokers,
    clientId,
    ssl,
    ...(sasl && { sasl }),
    ...(topics && { topics }),
  }),
);

/**
 * How to reach the broker: the workers' own KAFKA_* variables, with `brokers` (host:port, comma-separated) before
 * KAFKA_BOOTSTRAP_SERVERS. Throws one error that names every bad variable and shows no secret.
 */
export function connectionSettings(brokers: string | undefined): ConnectionSettings {
  return readConfig(spec, firstOf(brokers === undefined ? {} : { KAFKA_BOOTSTRAP_SERVERS: brokers }, environment()));
}
