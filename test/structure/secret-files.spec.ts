import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { group, readConfig, type ConfigSpec } from '#config';
import { bridgeSpec } from '../../apps/bridge/src/config';
import { dlqMonitorSpec } from '../../apps/dlq-monitor/src/config';

const folder = mkdtempSync(join(tmpdir(), 'omninode-secrets-'));
afterAll(() => rmSync(folder, { recursive: true }));

const all: ConfigSpec<object> = group({ bridge: bridgeSpec, monitor: dlqMonitorSpec });

type Settings = Readonly<Record<string, string>>;

const SECRETS: readonly (readonly [name: string, value: string, besides?: Settings])[] = [
  ['DATABASE_URL', 'postgresql://u:p@h/other'],
  ['KAFKA_SASL_PASSWORD', 'p-of-kafka', { KAFKA_SECURITY_PROTOCOL: 'SASL_SSL', KAFKA_SASL_USERNAME: 'u' }],
  ['HTTP_TOKENS', 'ada:operator:0123456789abcdef'],
  ['SCHEMA_REGISTRY_URL', 'http://u:p@registry:8081', { SCHEMA_REGISTRY_REGISTER: 'true' }],
  ['SCHEMA_REGISTRY_TOKEN', 't-of-registry', { SCHEMA_REGISTRY_REGISTER: 'true', SCHEMA_REGISTRY_URL: 'http://r' }],
  ['NATS_PASSWORD', 'p-of-nats', { NATS_URL: 'nats://n:4222', NATS_USER: 'u' }],
  ['NATS_TOKEN', 't-of-nats', { NATS_URL: 'nats://n:4222' }],
  ['METADATA_STAMPING_EVENT_SECRET_KEY', 's-of-stamping', { METADATA_STAMPING_ENABLE_EVENTS: 'true' }],
  ['DLQ_ALERT_SLACK_URL', 'https://hooks.slack.com/services/s'],
  ['DLQ_ALERT_PAGERDUTY_KEY', 'k-of-pagerduty'],
  ['DLQ_ALERT_WEBHOOK_SECRET', 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', { DLQ_ALERT_WEBHOOK_URL: 'https://w/' }],
];

describe('a secret', () => {
  it.each(SECRETS.map(([name, value, besides = {}]) => [name, value, besides] as const))(
    '%s may come from a file, and is what it says',
    (name, value, besides) => {
      const file = join(folder, name);
      writeFileSync(file, `${value}\n`);
      const others: Settings = name === 'DATABASE_URL' ? besides : { DATABASE_URL: 'postgresql://h/d', ...besides };
      const read = (more: Settings): string => JSON.stringify(readConfig(all, { ...others, ...more }), asItIsNow);
      expect(read({ [`${name}_FILE`]: file })).toBe(read({ [name]: value }));
      expect(read({ [name]: value })).not.toBe(read({ [name]: another(name, value) }));
    },
  );
});

/** What is read again with each connection is a function. */
function asItIsNow(_: string, value: unknown): unknown {
  return typeof value === 'function' ? (value as () => unknown)() : value;
}

/** Of the same form. */
function another(name: string, value: string): string {
  return name === 'HTTP_TOKENS' ? 'ada:operator:fedcba9876543210' : value.replace(/[a-z]$|[A-Z]$|\d$|\/$/, '5');
}
