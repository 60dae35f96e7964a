import { readConfig } from './config';

describe("the stack's configuration", () => {
  it('starts a broker and a database of its own on the usual ports when nothing is said', () => {
    expect(readConfig({})).toMatchObject({
      kafka: undefined,
      databaseUrl: undefined,
      ports: {
        kafka: 9092,
        postgres: 55432,
        intelligence: 8053,
        bridge: 8054,
        'dlq-monitor': 8055,
        recorder: 8056,
        coordinator: 8057,
      },
    });
  });

  it('uses the broker and the database it is given', () => {
    const given = { KAFKA_BOOTSTRAP_SERVERS: 'kafka:9092', DATABASE_URL: 'postgresql://db/omninode' };
    expect(readConfig(given)).toMatchObject({
      kafka: { brokers: ['kafka:9092'] },
      databaseUrl: 'postgresql://db/omninode',
    });
  });

  it('takes an empty variable for an unset one', () => {
    expect(readConfig({ KAFKA_BOOTSTRAP_SERVERS: '', DATABASE_URL: '', BRIDGE_PORT: '' })).toMatchObject({
      kafka: undefined,
      databaseUrl: undefined,
      ports: { bridge: 8054 },
    });
  });

  it('hands the environment on to the services, but not what only one of them can have', () => {
    const { environment } = readConfig({ LOG_LEVEL: 'debug', PORT: '1', KAFKA_CONSUMER_GROUP: 'mine' });
    expect(environment).toEqual({ LOG_LEVEL: 'debug' });
  });

  it('names every bad variable in one message', () => {
    const bad = { BRIDGE_PORT: 'x', DLQ_MONITOR_PORT: '65536', INTELLIGENCE_PORT: '1.5' };
    expect(() => readConfig(bad)).toThrow(
      /INTELLIGENCE_PORT .*"1.5"[^]*BRIDGE_PORT .*"x"[^]*DLQ_MONITOR_PORT .*"65536"/,
    );
  });

  it('refuses one port for two services', () => {
    expect(() => readConfig({ BRIDGE_PORT: '8053' })).toThrow(
      'BRIDGE_PORT must be a port other than that of INTELLIGENCE_PORT, got 8053 for both',
    );
  });

  it('uses TLS and SASL with the broker it is given', () => {
    const env = {
      KAFKA_BOOTSTRAP_SERVERS: 'kafka:9093',
      KAFKA_SECURITY_PROTOCOL: 'sasl_ssl',
      KAFKA_SASL_MECHANISM: 'scram-sha-512',
      KAFKA_SASL_USERNAME: 'me',
      KAFKA_SASL_PASSWORD: 'secret',
    };
    const { kafka } = readConfig(env);
    expect(kafka).toMatchObject({
      brokers: ['kafka:9093'],
      clientId: 'local-stack',
      sasl: { mechanism: 'scram-sha-512', username: 'me' },
    });
    expect(kafka?.ssl && kafka.ssl()).toEqual({ rejectUnauthorized: true });
    expect(kafka?.sasl?.password()).toBe('secret');
  });

  it('refuses them for the broker that it starts itself', () => {
    expect(() => readConfig({ KAFKA_SECURITY_PROTOCOL: 'SSL' })).toThrow(
      'KAFKA_SECURITY_PROTOCOL must be PLAINTEXT, or KAFKA_BOOTSTRAP_SERVERS',
    );
  });
});
