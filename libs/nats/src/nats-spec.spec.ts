import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigError, readConfig, type Environment } from '#config';
import { natsSpec } from './nats-spec';

const read = (env: Environment) => readConfig(natsSpec, env);

/** The variables that an environment is refused for. */
function refused(env: Environment): readonly string[] {
  try {
    read(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems.map(({ variable }) => variable);
  }
  return [];
}

function file(content: string): string {
  const path = join(mkdtempSync(join(tmpdir(), 'nats-spec-')), 'file');
  writeFileSync(path, content);
  return path;
}

describe('the NATS_* variables', () => {
  it('are nothing without NATS_URL', () => {
    expect(read({})).toBeNull();
    expect(read({ NATS_URL: ' ' })).toBeNull();
  });

  it('have defaults for everything else', () => {
    expect(read({ NATS_URL: 'nats://localhost' })).toEqual({
      connection: { servers: ['nats://localhost:4222'], tls: null, credentials: { kind: 'none' }, stream: 'OMNINODE' },
      queueLimit: 10_000,
      alerts: { p95Ms: 1_000, windowMs: 60_000, cooldownMs: 300_000 },
    });
  });

  it('name several servers, and TLS by the scheme', () => {
    const ca = file('-----BEGIN CERTIFICATE-----');
    const config = read({ NATS_URL: 'tls://a:1, tls://[::1]:2', NATS_CA_FILE: ca });
    expect(config?.connection).toMatchObject({
      servers: ['tls://a:1', 'tls://[::1]:2'],
      tls: { ca: '-----BEGIN CERTIFICATE-----' },
    });
    expect(read({ NATS_URL: 'tls://a' })?.connection.tls).toEqual({});
  });

  it('log in by user, by token or by a credentials file', () => {
    const url = { NATS_URL: 'nats://a' };
    const credentials = (env: Environment) => read({ ...url, ...env })?.connection.credentials;
    expect(credentials({ NATS_USER: 'me', NATS_PASSWORD: 'p' })).toEqual({ kind: 'user', user: 'me', password: 'p' });
    expect(credentials({ NATS_TOKEN: 't' })).toEqual({ kind: 'token', token: 't' });
    expect(credentials({ NATS_CREDS: file('jwt and seed') })).toEqual({ kind: 'creds', creds: 'jwt and seed' });
  });

  it.each<[string, Environment, readonly string[]]>([
    ['credentials for no server', { NATS_TOKEN: 't' }, ['NATS_TOKEN']],
    ['a user without a password', { NATS_URL: 'nats://a', NATS_USER: 'me' }, ['NATS_PASSWORD']],
    ['a password without a user', { NATS_URL: 'nats://a', NATS_PASSWORD: 'p' }, ['NATS_PASSWORD']],
    ['two ways to log in', { NATS_URL: 'nats://a', NATS_TOKEN: 't', NATS_CREDS: 'f' }, ['NATS_CREDS']],
    ['a credentials file that is not there', { NATS_URL: 'nats://a', NATS_CREDS: '/nowhere' }, ['NATS_CREDS']],
    ['an authority without TLS', { NATS_URL: 'nats://a', NATS_CA_FILE: 'f' }, ['NATS_CA_FILE']],
    ['a web socket', { NATS_URL: 'wss://a' }, ['NATS_URL']],
    ['a stream that is a subject', { NATS_URL: 'nats://a', NATS_STREAM: 'a.b' }, ['NATS_STREAM']],
    ['a negative limit', { NATS_URL: 'nats://a', NATS_QUEUE_LIMIT: '-1' }, ['NATS_QUEUE_LIMIT']],
  ])('refuse %s', (_what, env, variables) => {
    expect(refused(env)).toEqual(variables);
  });

  it('show no password that stands in the URL', () => {
    expect(() => read({ NATS_URL: 'nats://me:hunter2@a' })).toThrow(/NATS_URL must be .*without credentials/);
    expect(() => read({ NATS_URL: 'nats://me:hunter2@a' })).not.toThrow(/hunter2/);
  });

  it('are all explained in .env.example', () => {
    const source = readFileSync(join(__dirname, 'nats-spec.ts'), 'utf8');
    const example = readFileSync(join(__dirname, '../../../.env.example'), 'utf8');
    const variables = new Set(source.match(/NATS_[A-Z0-9_]+/g));
    expect(variables.size).toBeGreaterThan(8);
    for (const variable of variables) if (!variable.endsWith('_')) expect(example).toContain(`# ${variable}=`);
  });
});
