import type { ConnectionSettings } from '#event-bus';
import { kafkaSpec, mapped, readConfig } from '#operations';

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
