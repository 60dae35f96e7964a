import fc from 'fast-check';
import { failure } from './failure.fixture';
import { groupOf } from './group-of';
import { normaliseMessage } from './normalise-message';

const hex = (length: number) => fc.stringMatching(new RegExp(`^[0-9a-f]{${length}}$`));
const label = fc.stringMatching(/^[a-z][a-z0-9-]{0,12}[a-z0-9]$/);
const port = fc.integer({ min: 10, max: 65_535 });
const folder = fc.stringMatching(/^[A-Za-z][\w-]{0,10}$/);
const octet = fc.integer({ min: 0, max: 255 });

/** What may stand in one place of a message, by what it is. Each must come out as the same, whatever is drawn. */
const VARIABLE: Readonly<Record<string, fc.Arbitrary<string>>> = {
  uuid: fc.uuid(),
  number: fc.oneof(
    fc.integer().map(String),
    fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e9, max: 1e9 }).map((n) => n.toFixed(3)),
  ),
  'number with a unit': fc
    .tuple(fc.nat(100_000), fc.constantFrom('ms', 's', 'MB', '%'))
    .map(([n, unit]) => `${n}${unit}`),
  time: fc
    .date({ min: new Date(0), max: new Date('2099-12-31'), noInvalidDate: true })
    .map((date) => date.toISOString()),
  'IPv4 address': fc.tuple(octet, octet, octet, octet, port).map(([a, b, c, d, p]) => `${a}.${b}.${c}.${d}:${p}`),
  'host with a port': fc
    .tuple(fc.array(label, { minLength: 1, maxLength: 4 }), port)
    .map(([labels, p]) => `${labels.join('.')}:${p}`),
  'host name': fc
    .tuple(label, label, fc.constantFrom('com', 'internal', 'local', 'svc'))
    .map((labels) => labels.join('.')),
  path: fc
    .tuple(fc.array(folder, { minLength: 2, maxLength: 5 }), fc.constantFrom('', '.py', '.ts:12:3'))
    .map(([folders, end]) => `/${folders.join('/')}${end}`),
  'path of Windows': fc.array(folder, { minLength: 1, maxLength: 4 }).map((folders) => `C:\\${folders.join('\\')}`),
  link: fc
    .webUrl({ withQueryParameters: true })
    .filter((link) => !/['(),;:!*]/.test(link.slice(link.indexOf('//'))) && /[\w/=&-]$/.test(link)),
  hash: hex(64).filter((text) => /\d/.test(text)),
  'id with a prefix': fc
    .tuple(fc.constantFrom('order', 'usr', 'req', 'job'), fc.constantFrom('-', '_'), fc.nat())
    .map((parts) => parts.join('')),
};

const SENTENCES = [
  (value: string) => `record ${value} cannot be handled`,
  (value: string) => `cannot handle ${value}`,
  (value: string) => `failed (${value}): no such thing`,
  (value: string) => `failed for "${value}", giving up`,
  (value: string) => `value=${value} is wrong`,
] as const;

describe('groupOf', () => {
  it.each(Object.entries(VARIABLE))('puts failures together that differ in a %s', (_, variable) => {
    fc.assert(
      fc.property(fc.constantFrom(...SENTENCES), variable, variable, (sentence, one, other) => {
        expect(normaliseMessage(sentence(one))).toBe(normaliseMessage(sentence(other)));
        const idOf = (value: string) => groupOf(failure({ error_message: sentence(value) })).id;
        expect(idOf(one)).toBe(idOf(other));
      }),
    );
  });

  it('keeps apart what differs in its cause', () => {
    const ids = [
      ...DIFFERENT.map((error_message) => groupOf(failure({ error_message })).id),
      groupOf(failure({ error_message: 'x', error_code: 'invalid_payload' })).id,
      groupOf(failure({ error_message: 'x', error_type: 'KeyError' })).id,
      groupOf(failure({ error_message: 'x', event_type: 'StampRequest' })).id,
      groupOf(failure({ error_message: 'x', error_stack: 'E\n    at f (/a/b.js:1:2)' })).id,
      groupOf(failure({ error_message: 'x', error_stack: 'E\n    at g (/a/b.js:1:2)' })).id,
    ];
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('knows the same failure in another release on another machine', () => {
    const at = (folder: string, line: number) =>
      groupOf(
        failure({
          error_stack: `TypeError: x\n    at f (${folder}/b.js:${line}:2)\n    at g (${folder}/c.js:1:${line})`,
        }),
      ).id;
    expect(at('/srv/app/1.2.0/dist', 10)).toBe(at('/home/me/work', 977));
  });

  it.each([
    [
      "1 validation error for Stamp\ncontent\n  Field required [type=missing, input_value={'a': 1}, input_type=dict]\n    For further information visit https://errors.pydantic.dev/2.5/v/missing",
      'validation error for Stamp content Field required [type=missing, input_value=<value>, input_type=dict]',
    ],
    ['Key (id)=(42) already exists.', 'Key (id)=(<value>) already exists.'],
    ['Unexpected token \'h\', "hello" is not valid JSON', 'Unexpected token <text>, <text> is not valid JSON'],
    ['/payload/content must be a string', '/payload/content must be a string'],
    ['getaddrinfo ENOTFOUND db-7', 'getaddrinfo ENOTFOUND <host>'],
    ['upstream answered with status 503', 'upstream answered with status 503'],
    ['SQLSTATE 40P01: deadlock of process 1234', 'SQLSTATE 40P01: deadlock of process <number>'],
    ["utf-8 codec can't decode byte 0xff in position 12", "utf-8 codec can't decode byte <id> in position <number>"],
    [
      'topic omninode.codegen.request.analyze.v1 has no handler',
      'topic omninode.codegen.request.analyze.v1 has no handler',
    ],
  ])('keeps what names the cause: %s', (message, normalised) => {
    expect(normaliseMessage(message)).toContain(normalised);
  });

  it.each([
    ['a'.repeat(5_000_000)],
    ['1'.repeat(100_000)],
    ['/a'.repeat(100_000)],
    ['a.'.repeat(100_000)],
    [':'.repeat(100_000)],
    ['"'.repeat(100_000)],
    ['a-'.repeat(100_000)],
    ['\u0000\ud800\n'.repeat(10_000)],
  ])('takes any text: %#', (error_message) => {
    expect(groupOf(failure({ error_message, error_stack: error_message, error_type: error_message })).id).toMatch(
      /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
    );
  });
});

const DIFFERENT = [
  'Missing required field: code_content',
  'Missing required field: file_path',
  '/payload/content must be a string',
  '/payload/namespace must be a string',
  'connection refused',
  'connection reset',
  'upstream answered with status 404',
  'upstream answered with status 503',
  'SQLSTATE 23505',
  'SQLSTATE 40001',
  'topic omninode.codegen.request.analyze.v1 has no handler',
  'topic omninode.codegen.request.validate.v1 has no handler',
  "name 'foo' is not defined",
  "name 'bar' is not defined",
  '',
  'x',
];
