import type { ConnectionSettings } from '#event-bus';
import type { RegistrySettings } from '#schema-registry';
import { databaseSpec, kafkaSpec, mapped, optional, readConfig, secret, variable } from '#config';

/** Where the schema registry is, `url` before SCHEMA_REGISTRY_URL; `null` where nobody said. */
export function registrySettings(url: string | undefined): RegistrySettings | null {
  const where = url ?? process.env['SCHEMA_REGISTRY_URL'];
  if (where === undefined || where === '') return null;
  const token = readConfig(variable('SCHEMA_REGISTRY_TOKEN', optional(secret())), process.env);
  return { url: where, ...(token !== undefined && { bearerToken: token }) };
}

/** Who asks, `token` before OMNI_TOKEN; other users of a machine can see what is typed. */
export function accessToken(token: string | undefined): string | undefined {
  return token ?? readConfig(variable('OMNI_TOKEN', optional(secret())), process.env);
}

/** The file with the key that signs stamps, `file` before STAMP_SIGNING_KEY_FILE, as for the bridge. */
export function stampSigningKeyFile(file: string | undefined): string | undefined {
  return file ?? (process.env['STAMP_SIGNING_KEY_FILE'] || undefined);
}

/** DATABASE_URL, as for the workers. Throws a `ConfigError`, which shows no secret. */
export function databaseUrl(): string {
  return readConfig(databaseSpec, process.env).url;
}

const NAME = 'omninode-cli';

const spec = mapped(
  kafkaSpec({ clientId: NAME, groupId: NAME }),
  ({ brokers, clientId, ssl, sasl }): ConnectionSettings => ({ brokers, clientId, ssl, ...(sasl && { sasl }) }),
);

/**
 * How to reach the broker: the workers' own KAFKA_* variables, with `brokers` (host:port, comma-separated) before
 * KAFKA_BOOTSTRAP_SERVERS. Throws one error that names every bad variable and shows no secret.
 */
export function connectionSettings(brokers: string | undefined): ConnectionSettings {
  return readConfig(spec, { ...process.env, ...(brokers !== undefined && { KAFKA_BOOTSTRAP_SERVERS: brokers }) });
}
