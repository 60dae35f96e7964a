import * as fc from 'fast-check';
import { humanText, PREVIEW_LIMIT } from './human-text';
import { isSecretName, redact } from './secrets';

/** Assembled here so that no scanner takes a sample for a leak. */
const body = 'AbCdEfGhIjKlMnOpQrStUvWxYz0123456789';
const jwt = ['eyJhbGciOiJIUzI1NiJ9', 'eyJzdWIiOiIxMjM0In0', 'SflKxwRJSMeKKF2QT4'].join('.');
const pem = ['-----BEGIN RSA PRIVATE KEY-----', 'MIIEow', 'IBAAKC', '-----END RSA PRIVATE KEY-----'].join('\n');

const TOKENS: readonly (readonly [string, string])[] = [
  ['an API key', `sk-${body}`],
  ['a project API key', `sk-proj-${body}_-${body}`],
  ['a service account API key', `sk-svcacct-${body}`],
  ['another vendor’s API key', `sk-ant-api03-${body}-${body}`],
  ['a router’s API key', `sk-or-v1-${body}`],
  ['a payment key', `sk_live_${body}`],
  ['a GitHub token', `ghp_${body}`],
  ['a GitHub server token', `ghs_${body}`],
  ['a fine-grained GitHub token', `github_pat_${body}_${body}`],
  ['a GitLab token', `glpat-${body}`],
  ['a Slack bot token', `xoxb-1234567890-${body}`],
  ['a Slack app token', `xapp-1-${body}`],
  ['a Slack webhook', `hooks.slack.com/services/T00/B00/${body}`],
  ['a Google API key', `AIzaSy${body.slice(0, 33)}`],
  ['a Google access token', `ya29.${body}`],
  ['an AWS key id', ['AKIA', 'A1B2C3D4E5F6G7H8'].join('')],
  ['an npm token', `npm_${body}`],
  ['a JWT', jwt],
  ['a private key', pem],
];

describe('a secret known by its form', () => {
  it.each(TOKENS)('%s is hidden in a sentence, a string, an escape and a query', (_name, secret) => {
    const core = secret.slice(-12);
    for (const text of [
      `failed with ${secret} at 3`,
      `{"k":"${secret}"}`,
      `line\\n${secret}`,
      `?k=1&x=${secret}&y=2`,
    ]) {
      expect(redact(text)).toContain('[REDACTED]');
      expect(redact(text)).not.toContain(core);
    }
  });

  it.each(TOKENS)('%s does not show its beginning where the text is cut', (_name, secret) => {
    const room = 4 * 100 + 1_024;
    const telling = secret === pem ? 'MIIEow' : secret.slice(0, 6);
    for (let kept = 6; kept < Math.min(secret.length, 60); kept += 3) {
      // All before it is one secret, so that what is left of it after redaction is well within the limit.
      const text = `pwd=${'x'.repeat(room - kept - 5)} ${secret} ${'tail '.repeat(99)}`;
      expect(humanText(text, 100)).toMatch(/^pwd=\[REDACTED\] /);
      expect(humanText(text, 100)).not.toContain(telling);
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
    expect(redact(text)).toBe(expected);
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
    expect(redact(text)).toBe(text);
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
    const plain = ['tokens', 'max_tokens', 'author', 'session_id', 'key', 'valid_tokens', 'correlation_id', 'pass'];
    expect(secret.filter((name) => !isSecretName(name))).toEqual([]);
    expect(plain.filter(isSecretName)).toEqual([]);
  });
});

describe('text for people', () => {
  it('keeps tabs and newlines and loses every other control', () => {
    expect(humanText('a\tb\nc\r\0\u0007\u009B\u200B\u202E\uFEFF\u2028\uD800d', 99)).toBe('a\tb\ncd');
    expect(humanText('\u001B[1;31mred\u001B[0m [a] \u001B[2Jx', 99)).toBe('red [a] x');
  });

  it('finds a secret that invisible characters were put into', () => {
    expect(humanText(`s\u200Bk-${body.slice(0, 9)}\u0000${body.slice(9)}`, 99)).toBe('[REDACTED]');
  });

  it('is never longer than its limit, and stable', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 3_000 }), fc.integer({ min: 1, max: 300 }), (text, limit) => {
        const once = humanText(text, limit);
        expect(once.length).toBeLessThanOrEqual(limit);
        expect(humanText(once, limit)).toBe(once);
        expect(once).toBe(Buffer.from(once, 'utf8').toString('utf8'));
      }),
    );
  });

  it('never shows a secret, wherever it stands', () => {
    const noise = fc.string({ maxLength: 60 }).map((text) => `${text} `);
    const parts = fc.array(fc.oneof(noise, fc.constantFrom(...TOKENS.map(([, secret]) => `${secret} `))), {
      maxLength: 90,
    });
    fc.assert(
      fc.property(parts, (texts) => {
        const shown = humanText(texts.join(''), PREVIEW_LIMIT);
        expect(TOKENS.filter(([, secret]) => shown.includes(secret.slice(0, 24)))).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});

/** A quadratic pattern needs minutes for these; the deadline is only a guard against that. */
describe('a hostile megabyte', () => {
  const MEGABYTE = 1_048_576;
  const HANG_MS = 10_000;

  function within(milliseconds: number, work: () => unknown): void {
    const start = performance.now();
    work();
    expect(performance.now() - start).toBeLessThan(milliseconds);
  }

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

  it.each(seeds.map((seed) => [seed]))(
    'of %p is redacted in time',
    (seed) => {
      within(HANG_MS, () => redact(seed.repeat(Math.ceil(MEGABYTE / seed.length))));
    },
    5_000,
  );

  it('costs people’s text no more than its limit', () => {
    const texts = seeds.map((seed) => seed.repeat(Math.ceil(MEGABYTE / seed.length)));
    within(HANG_MS, () => texts.map((text) => humanText(text, PREVIEW_LIMIT)));
  });
});
