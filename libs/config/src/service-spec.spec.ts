import { readConfig } from './read-config';
import { databaseSpec, serviceSpec } from './service-spec';

describe('the settings of a service', () => {
  it('are closed to other machines unless somebody opens them', () => {
    expect(readConfig(serviceSpec({ port: 8080 }), {})).toEqual({
      registry: null,
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

  it('register schemas where they are told to, and nowhere else', () => {
    const registry = (env: Record<string, string>) => readConfig(serviceSpec({ port: 1 }), env).registry;
    expect(registry({ SCHEMA_REGISTRY_URL: 'http://registry:8081' })).toBeNull();
    const on = { SCHEMA_REGISTRY_REGISTER: 'true', SCHEMA_REGISTRY_URL: 'https://u:p@registry' };
    expect(registry(on)).toEqual({ url: 'https://u:p@registry' });
    expect(registry({ ...on, SCHEMA_REGISTRY_TOKEN: 't' })).toEqual({ url: 'https://u:p@registry', bearerToken: 't' });
    expect(() => registry({ SCHEMA_REGISTRY_REGISTER: 'true' })).toThrow('SCHEMA_REGISTRY_URL');
  });
});
