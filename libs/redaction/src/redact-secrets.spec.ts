import * as fc from 'fast-check';
import { cpuTimeOf, ENDLESS_MS } from '../../../test/support/cpu-time';
import { REDACTED, redactSecrets } from './redact-secrets';
import { isSecretName } from './secret-names';
import { TOKENS } from './secret-samples.fixture';

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
    ['a cookie header', 'Cookie: sid=hunter2; theme=dark', 'hunter2'],
    ['a quoted cookie header', '{"cookie": "sid=hunter2; theme=dark"}', 'hunter2'],
    ['a token of a scheme of its own', 'Authorization: Acme hunter2 and more', 'and more'],
    ['a digest', 'Authorization: Digest username="bob", response="hunter2", uri="/"', 'hunter2'],
    ['an element', '<db:password>hunter2</db:password>', 'hunter2'],
    ['a percent-encoded parameter', 'x=1%26password%3Dhunter2', 'hunter2'],
    ['a value behind another name', 'api key: x-api-key: hunter2', 'hunter2'],
    ['a value with a brace', 'password=hun}ter2', 'ter2'],
    ['a URL in JSON that escapes slashes', 'postgres:\\/\\/app:hunter2@db', 'hunter2'],
    ['a JSON web token behind a dash', join('x-eyJ', RANDOM, '.', RANDOM, '.', RANDOM), RANDOM],
    ['a user without a password', 'https://hunter2:@git.example/x', 'hunter2'],
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
});

describe('a secret known by its form', () => {
  it.each(TOKENS)('%s is hidden in a sentence, a string, an escape and a query', (_name, secret) => {
    const core = secret.slice(-12);
    for (const text of [
      `failed with ${secret} at 3`,
      `{"k":"${secret}"}`,
      `line\\n${secret}`,
      `?k=1&x=${secret}&y=2`,
    ]) {
      expect(redactSecrets(text)).toContain(REDACTED);
      expect(redactSecrets(text)).not.toContain(core);
    }
  });
});

describe('a secret known by the name before it', () => {
  it.each([
    ['password=hunter2', 'password=[REDACTED]'],
    ['pwd: hunter2', 'pwd: [REDACTED]'],
    ['PASSWORD: hunter2, user: bob', 'PASSWORD: [REDACTED], user: bob'],
    ['DB_PASSWORD_PROD=hunter2;x', 'DB_PASSWORD_PROD=[REDACTED];x'],
    ['{"api_key": "hunter2", "a": 1}', '{"api_key": [REDACTED], "a": 1}'],
    ["{'client_secret': 'hunter2 more'}", "{'client_secret': [REDACTED]}"],
    ['{\\"apiKey\\": \\"hunter2\\", \\"a\\": 1}', '{\\"apiKey\\": [REDACTED], \\"a\\": 1}'],
    ['"password": "hun\\"ter2", "a"', '"password": [REDACTED], "a"'],
    ['"password": "hunter2 and no end', '"password": [REDACTED]'],
    ['Authorization: Basic aHVudGVyMg==', 'Authorization: [REDACTED]'],
    ['Authorization: Bearer hunter2.hunter2', 'Authorization: [REDACTED]'],
    ['sent Bearer hunter2hunter2 to it', 'sent Bearer [REDACTED] to it'],
    ['Cookie: sid=hunter2; other=hunter2', 'Cookie: [REDACTED]'],
    ['GET /?token=hunter2&page=2', 'GET /?token=[REDACTED]&page=2'],
    ['aws_secret_access_key => hunter2', 'aws_secret_access_key => [REDACTED]'],
    ['os.environ["API_KEY"] = "hunter2"', 'os.environ["API_KEY"] = [REDACTED]'],
    ['postgres://bob:hunter2@db:5432/x', 'postgres://[REDACTED]@db:5432/x'],
    ['postgres://bob:hun@ter/2@db/x', 'postgres://[REDACTED]@db/x'],
    ['https://hunter2@example.org/x', 'https://[REDACTED]@example.org/x'],
  ])('%s becomes %s', (text, expected) => {
    expect(redactSecrets(text)).toBe(expected);
  });

  it.each([
    ['Missing required field: code_content'],
    ['Unexpected token } in JSON at position 4'],
    ['invalid token: expected ","'],
    ['max_tokens=100, token_count: 7'],
    ['the bearer of this'],
    ['risk-assessment-of-the-task-queue failed, disk-usage-monitoring-too'],
    ['see https://example.org:8080/a/b?c=d#e'],
    ['at handle (/app/src/author.ts:12:5)'],
    ['550e8400-e29b-41d4-a716-446655440000'],
  ])('%s stays as it is', (text) => {
    expect(redactSecrets(text)).toBe(text);
  });

  it('is known however the name is written', () => {
    const secret = [
      'password',
      'DB_PASSWORD',
      'apiKey',
      'X-Api-Key',
      'clientSecret',
      'Set-Cookie',
      'token',
      'id_token',
    ];
    const plain = [
      'tokens',
      'max_tokens',
      'author',
      'session_id',
      'key',
      'valid_tokens',
      'correlation_id',
      'pass',
      'valid_token',
    ];
    expect(secret.filter((name) => !isSecretName(name))).toEqual([]);
    expect(plain.filter(isSecretName)).toEqual([]);
  });
});

/** A quadratic pattern needs minutes of processor time for these, a linear one a fraction of a second. */
describe('a hostile megabyte', () => {
  const MEGABYTE = 1_048_576;

  const seeds = [
    'a',
    ' ',
    '-',
    '_',
    '\\',
    '"',
    "'",
    '=',
    'eyJ',
    'eyJ-',
    'a.eyJ',
    'aaaaaaaa.aa-eyJ',
    '<password',
    '<',
    'authorization:',
    'authorization: a="',
    'authorization: , a',
    'id_token:',
    'password: a: ',
    'password:bearer ',
    ':\\/\\/a:',
    '/api/webhooks/',
    '-eyJ',
    'eyJa.',
    'eyJaaaaa.eyJ',
    'sk-',
    '\\nsk-',
    '%3Dsk-',
    'secret',
    'secret ',
    'secret=',
    'secret="',
    'secret\\"',
    'password\\\\',
    'token',
    'token"',
    'bearer ',
    'bearer',
    '://',
    'a://',
    '://a:',
    '://a',
    'a:a@',
    'cookie',
    'cookie:',
    '-----BEGIN ',
    '-----BEGIN PRIVATE KEY-----',
    '-----BEGIN PRIVATE KEY----------END ',
    'AKIA',
    'ghp_',
    'gl',
    'xoxb.xoxb',
    'AIza-',
    '\u001B[',
    '\u001B[0;',
  ];

  it.each(seeds.map((seed) => [seed]))('of %p is redacted in linear time', (seed) => {
    const text = seed.repeat(Math.ceil(MEGABYTE / seed.length));
    expect(cpuTimeOf(() => redactSecrets(text))).toBeLessThan(ENDLESS_MS);
  });
});
