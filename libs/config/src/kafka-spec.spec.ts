import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { kafkaSpec, type KafkaConfig } from './kafka-spec';
import { ConfigError, readConfig, type Environment } from './read-config';

const folder = mkdtempSync(join(tmpdir(), 'operations-'));
const pem = (name: string): string => join(folder, name);

beforeAll(() => ['ca', 'cert', 'key'].forEach((name) => writeFileSync(pem(name), `${name} text`)));
afterAll(() => rmSync(folder, { recursive: true }));

const read = (env: Environment): KafkaConfig => readConfig(kafkaSpec({ groupId: 'bridge', clientId: 'bridge' }), env);

/** With the values that may be replaced as they are now. */
function now({ ssl, sasl, ...rest }: KafkaConfig) {
  return { ...rest, ssl: ssl && ssl(), ...(sasl && { sasl: { ...sasl, password: sasl.password() } }) };
}

function badVariables(env: Environment): string[] {
  try {
    read(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems.map(({ variable }) => variable);
    throw error;
  }
  return [];
}

describe('the Kafka settings', () => {
  it('have a default for everything', () => {
    expect(read({})).toEqual({
      brokers: ['localhost:9092'],
      clientId: 'bridge',
      groupId: 'bridge',
      maxInFlight: 300,
      maxInFlightBytes: 8_388_608,
      sessionTimeoutMs: 30_000,
      fromBeginning: true,
      ssl: false,
    });
  });

  it('take every variable', () => {
    const settings = read({
      KAFKA_BOOTSTRAP_SERVERS: 'a:1,b:2',
      KAFKA_CONSUMER_GROUP: 'g',
      KAFKA_CLIENT_ID: 'c',
      KAFKA_MAX_IN_FLIGHT: '7',
      KAFKA_MAX_IN_FLIGHT_BYTES: '1000000',
      KAFKA_SESSION_TIMEOUT_MS: '45000',
      KAFKA_AUTO_OFFSET_RESET: 'latest',
      KAFKA_SECURITY_PROTOCOL: 'sasl_ssl',
      KAFKA_SASL_MECHANISM: 'scram-sha-512',
      KAFKA_SASL_USERNAME: 'u',
      KAFKA_SASL_PASSWORD: 'p',
      KAFKA_SSL_CA_FILE: pem('ca'),
      KAFKA_SSL_CERT_FILE: pem('cert'),
      KAFKA_SSL_KEY_FILE: pem('key'),
    });
    expect(now(settings)).toEqual({
      brokers: ['a:1', 'b:2'],
      clientId: 'c',
      groupId: 'g',
      maxInFlight: 7,
      maxInFlightBytes: 1_000_000,
      sessionTimeoutMs: 45_000,
      fromBeginning: false,
      ssl: { ca: 'ca text', cert: 'cert text', key: 'key text', rejectUnauthorized: true },
      sasl: { mechanism: 'scram-sha-512', username: 'u', password: 'p' },
    });
  });

  it('use TLS with the usual authorities when no file is given', () => {
    expect(now(read({ KAFKA_SECURITY_PROTOCOL: 'SSL' })).ssl).toEqual({ rejectUnauthorized: true });
  });

  it('use no TLS for SASL_PLAINTEXT', () => {
    const env = { KAFKA_SECURITY_PROTOCOL: 'SASL_PLAINTEXT', KAFKA_SASL_USERNAME: 'u', KAFKA_SASL_PASSWORD: 'p' };
    expect(read(env)).toMatchObject({ ssl: false, sasl: { mechanism: 'plain' } });
  });

  it('take a password and certificates that are replaced, and keep the last while the files are being written', () => {
    writeFileSync(pem('password'), 'first\n');
    writeFileSync(pem('replaced-ca'), 'first ca');
    const settings = read({
      KAFKA_SECURITY_PROTOCOL: 'SASL_SSL',
      KAFKA_SASL_USERNAME: 'u',
      KAFKA_SASL_PASSWORD_FILE: pem('password'),
      KAFKA_SSL_CA_FILE: pem('replaced-ca'),
    });
    expect(now(settings)).toMatchObject({ sasl: { password: 'first' }, ssl: { ca: 'first ca' } });
    writeFileSync(pem('password'), 'second');
    writeFileSync(pem('replaced-ca'), 'second ca');
    expect(now(settings)).toMatchObject({ sasl: { password: 'second' }, ssl: { ca: 'second ca' } });
    writeFileSync(pem('password'), '');
    rmSync(pem('replaced-ca'));
    expect(now(settings)).toMatchObject({ sasl: { password: 'second' }, ssl: { ca: 'second ca' } });
  });

  it('ask for user and password under SASL, together with everything else that is wrong', () => {
    const env = { KAFKA_SECURITY_PROTOCOL: 'SASL_SSL', KAFKA_MAX_IN_FLIGHT: '0', KAFKA_SSL_CA_FILE: pem('nothing') };
    expect(badVariables(env)).toEqual([
      'KAFKA_MAX_IN_FLIGHT',
      'KAFKA_SSL_CA_FILE',
      'KAFKA_SASL_USERNAME',
      'KAFKA_SASL_PASSWORD',
    ]);
  });

  it('ask for the key of a client certificate', () => {
    const env = { KAFKA_SECURITY_PROTOCOL: 'SSL', KAFKA_SSL_CERT_FILE: pem('cert') };
    expect(badVariables(env)).toEqual(['KAFKA_SSL_KEY_FILE']);
  });

  it('refuse credentials the protocol would ignore', () => {
    expect(badVariables({ KAFKA_SASL_PASSWORD: 'p' })).toEqual(['KAFKA_SASL_PASSWORD']);
    expect(badVariables({ KAFKA_SSL_CA_FILE: pem('ca') })).toEqual(['KAFKA_SSL_CA_FILE']);
  });
});
