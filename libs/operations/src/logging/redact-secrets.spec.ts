import * as fc from 'fast-check';
import { isSecretName, REDACTED, redactSecrets } from './redact-secrets';

/** Key-like samples are put together here, so that scanners of the repository do not take them for real ones. */
const join = (...parts: string[]): string => parts.join('');
const RANDOM = 'Zx81kQp20VnM44TtYc7W';

describe('redactSecrets', () => {
  it.each([
    ['a password in a URL', 'connect postgres://app:hunter2@db:5432/x failed', 'hunter2'],
    ['a password with a slash and an @', 'postgres://app:hun/ter@2@db/x', 'ter@2'],
    ['a token in a URL', 'https://hunter2@git.example/x', 'hunter2'],
    ['a password without a user', 'redis://:hunter2@cache', 'hunter2'],
    ['a password parameter', 'postgres://db/x?user=a&password=hunter2&ssl=1', 'hunter2'],
    ['an environment variable', 'KAFKA_SASL_PASSWORD=hunter2 is set', 'hunter2'],
    ['a quoted password with a space', 'password: "hunter2 and more"', 'and more'],
    ['a field of JSON', '{"client_secret":"hunter2"}', 'hunter2'],
    ['a field of JSON inside a JSON string', '{\\"password\\":\\"hunter2\\"}', 'hunter2'],
    ['an API key header', 'x-api-key: hunter2', 'hunter2'],
    ['a bearer token', join('sent Bearer ', RANDOM), RANDOM],
    ['an authorization header', 'Authorization: Basic aHVudGVyMg==', 'aHVudGVyMg'],
    ['a JSON web token', join('got eyJ', RANDOM, '.', RANDOM, '.', RANDOM), RANDOM],
    ['a cloud access key', join('AKIA', 'ABCDEFGHIJKLMNOP'), 'ABCDEFGHIJKLMNOP'],
    ['a code host token', join('ghp', '_', RANDOM), RANDOM],
    ['a chat token', join('xoxb', '-', RANDOM), RANDOM],
    ['a model API key', join('sk', '-', RANDOM), RANDOM],
    ['a private key', join('-----BEGIN RSA ', 'PRIVATE KEY-----\nabc', RANDOM), RANDOM],
  ])('hides %s', (_what, text, hidden) => {
    const clean = redactSecrets(text);
    expect(clean).not.toContain(hidden);
    expect(clean).toContain(REDACTED);
  });

  it.each([
    'syntax error: unexpected token: )',
    'connect ECONNREFUSED 127.0.0.1:5432',
    'see http://127.0.0.1:8053/health',
    'correlation 5f0c2a3e-7d1b-4c7e-9f3a-0a1b2c3d4e5f',
    'topic dev.omninode-bridge.codegen.request.validate.v1 has no leader',
    'the password is wrong',
  ])('leaves alone: %s', (text) => {
    expect(redactSecrets(text)).toBe(text);
  });

  it('hides a password wherever it stands in a URL', () => {
    const password = fc.stringMatching(/^[A-Za-z0-9!$%^*()_+=:;.~-]{6,40}$/).map((random) => `§${random}`);
    fc.assert(
      fc.property(password, fc.string(), fc.string(), (secret, before, after) => {
        return !redactSecrets(`${before} postgres://user:${secret}@db/x ${after}`).includes(secret);
      }),
      { numRuns: 2000 },
    );
  });

  it.each(['a://a:', '-eyJ', 'password', 'authorization:', 'bearer ', '://@', '"password":"'])(
    'takes little time for a long run of %s',
    (part) => {
      const text = part.repeat(8192 / part.length);
      const before = performance.now();
      redactSecrets(text);
      expect(performance.now() - before).toBeLessThan(250);
    },
  );

  it('knows the names of secret fields', () => {
    expect(
      ['password', 'sasl_password', 'apiKey', 'token', 'Authorization', 'accessToken'].filter(isSecretName),
    ).toHaveLength(6);
    expect(['topic', 'tokens', 'partition', 'author', 'key'].filter(isSecretName)).toEqual([]);
  });
});
