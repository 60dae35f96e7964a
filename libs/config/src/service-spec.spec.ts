import { readConfig } from './read-config';
import { databaseSpec, serviceSpec } from './service-spec';

describe('the settings of a service', () => {
  it('are closed to other machines unless somebody opens them', () => {
    expect(readConfig(serviceSpec({ port: 8080 }), {})).toEqual({
      registry: null,
      publishesDeprecated: true,
      tracing: null,
      port: 8080,
      host: '127.0.0.1',
      logLevel: 'info',
      instanceId: expect.stringMatching(/-\d+$/),
    });
  });

  it('take every variable', () => {
    const env = { PORT: '0', HOST: '0.0.0.0', LOG_LEVEL: 'DEBUG', INSTANCE_ID: 'bridge-1' };
    expect(readConfig(serviceSpec({ port: 8080 }), env)).toEqual({
      registry: null,
      publishesDeprecated: true,
      tracing: null,
      port: 0,
      host: '0.0.0.0',
      logLevel: 'debug',
      instanceId: 'bridge-1',
    });
  });

  it('need a database URL where there is a database', () => {
    expect(() => readConfig(databaseSpec, {})).toThrow(/DATABASE_URL must be a URL .* got nothing/);
    const url = 'postgresql://u:p@db/omninode?sslmode=verify-full';
    expect(readConfig(databaseSpec, { DATABASE_URL: url }).url()).toBe(url);
  });

  it('know a schema registry where it is named, register at it and publish in Avro where they are told to', () => {
    const registry = (env: Record<string, string>) => readConfig(serviceSpec({ port: 1 }), env).registry;
    expect(registry({})).toBeNull();
    const named = { SCHEMA_REGISTRY_URL: 'https://u:p@registry' };
    const quiet = { url: 'https://u:p@registry', register: false, eventsFormat: 'json' };
    expect(registry(named)).toEqual(quiet);
    expect(registry({ ...named, SCHEMA_REGISTRY_REGISTER: 'true' })).toEqual({ ...quiet, register: true });
    expect(registry({ ...named, SCHEMA_REGISTRY_TOKEN: 't' })).toEqual({ ...quiet, bearerToken: 't' });
    expect(registry({ ...named, EVENTS_FORMAT: 'avro' })).toEqual({ ...quiet, eventsFormat: 'avro' });
    expect(() => registry({ SCHEMA_REGISTRY_REGISTER: 'true' })).toThrow('SCHEMA_REGISTRY_URL');
    expect(() => registry({ EVENTS_FORMAT: 'avro' })).toThrow('SCHEMA_REGISTRY_URL');
    expect(() => registry({ ...named, EVENTS_FORMAT: 'xml' })).toThrow('EVENTS_FORMAT');
  });
});
