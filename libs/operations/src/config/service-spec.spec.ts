import { readConfig } from './read-config';
import { databaseSpec, serviceSpec } from './service-spec';

describe('the settings of a service', () => {
  it('are closed to other machines unless somebody opens them', () => {
    expect(readConfig(serviceSpec({ port: 8080 }), {})).toEqual({
      port: 8080,
      host: '127.0.0.1',
      logLevel: 'info',
      instanceId: expect.stringMatching(/-\d+$/),
    });
  });

  it('take every variable', () => {
    const env = { PORT: '0', HOST: '0.0.0.0', LOG_LEVEL: 'DEBUG', INSTANCE_ID: 'bridge-1' };
    expect(readConfig(serviceSpec({ port: 8080 }), env)).toEqual({
      port: 0,
      host: '0.0.0.0',
      logLevel: 'debug',
      instanceId: 'bridge-1',
    });
  });

  it('need a database URL where there is a database', () => {
    expect(() => readConfig(databaseSpec, {})).toThrow(/DATABASE_URL: expected a URL .* got nothing/);
    const url = 'postgresql://u:p@db/omninode?sslmode=verify-full';
    expect(readConfig(databaseSpec, { DATABASE_URL: url })).toEqual({ url });
  });
});
