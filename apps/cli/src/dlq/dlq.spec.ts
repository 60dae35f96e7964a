import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { readArguments } from '../arguments';
import { keptSession } from '../session.fixture';
import { DLQ } from './command';
import { dlq } from './dlq';

interface Asked {
  readonly path: string;
  readonly type: string | undefined;
  readonly authorization: string | undefined;
  readonly body: string;
}

let server: Server;
let url = '';
let asked: Asked[] = [];
let answers: { readonly status?: number; readonly body: unknown }[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    void text(request).then((body) => {
      const { 'content-type': type, authorization } = request.headers;
      asked.push({ path: request.url ?? '', type, authorization, body });
      const answer = answers.shift() ?? { status: 500, body: {} };
      response.writeHead(answer.status ?? 200);
      response.end(typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body));
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());
beforeEach(() => {
  asked = [];
  answers = [];
});

async function run(json: boolean, ...argv: string[]) {
  const { session, printed } = keptSession(json);
  const code = await dlq(readArguments(DLQ, [...argv, '--url', url]), session);
  return { code, printed: printed() };
}

const RECORD = { id: '7', status: 'open', dlq_topic: 'a.dlq', error_code: 'x', error_message: 'a\u001b[31mb\nc' };
const DECIDED = { changed: ['7'], unchanged: [], not_found: [], complete: true };

describe('omni dlq', () => {
  it('lists what is open, page after page, up to --max', async () => {
    answers = [
      { body: { items: Array.from({ length: 100 }, () => RECORD), next: '7.c' } },
      { body: { items: [RECORD], next: '6' } },
    ];
    const { code, printed } = await run(true, 'list', '--topic', 'a.dlq', '--correlation-id', 'ä b', '--max', '101');
    expect([code, printed.split('\n')]).toEqual([0, Array.from({ length: 101 }, () => JSON.stringify(RECORD))]);
    expect(asked.map(({ path }) => path)).toEqual([
      '/api/v1/dead-letters?topic=a.dlq&correlation_id=%C3%A4+b&status=open&limit=100',
      '/api/v1/dead-letters?topic=a.dlq&correlation_id=%C3%A4+b&status=open&limit=1&cursor=7.c',
    ]);
  });

  it('shows nothing that could command a terminal', async () => {
    answers = [{ body: { items: [RECORD], next: null } }, { body: { ...RECORD, preview: '\u001b]0;x' } }];
    const list = await run(false, 'list');
    expect(list.printed).toContain('a\\u001b[31mb\\nc');
    const shown = await run(false, 'show', '7');
    expect(shown.printed).toContain('\\u001b]0;x');
    expect(`${list.printed}${shown.printed}`).not.toContain('\u001b');
  });

  it('decides about ids, a thousand at a time', async () => {
    answers = [{ body: DECIDED }, { body: { ...DECIDED, changed: [], unchanged: ['8'], not_found: ['9'] } }];
    const ids = Array.from({ length: 1_001 }, (_, id) => String(id));
    const { code, printed } = await run(false, 'resolve', ...ids, '--reason', 'fixed');
    expect([code, printed]).toEqual([1, '1 dead letter resolved\nresolved before: 8\nnot found: 9']);
    expect(asked.map(({ path, type }) => [path, type])).toEqual(
      Array.from({ length: 2 }, () => ['/api/v1/dead-letters/resolve', 'application/json']),
    );
    const [, second] = asked.map(({ body }) => JSON.parse(body) as unknown);
    expect(second).toEqual({ reason: 'fixed', ids: ['1000'] });
  });

  it('says who asks when it is told, by an argument before the environment', async () => {
    answers = Array.from({ length: 3 }, () => ({ body: { ...RECORD, preview: '' } }));
    const before = process.env['OMNI_TOKEN'];
    delete process.env['OMNI_TOKEN'];
    await run(false, 'show', '7');
    process.env['OMNI_TOKEN'] = 'from-the-environment';
    await run(false, 'show', '7');
    await run(false, 'show', '7', '--token', 'typed');
    if (before === undefined) delete process.env['OMNI_TOKEN'];
    else process.env['OMNI_TOKEN'] = before;
    expect(asked.map(({ authorization }) => authorization)).toEqual([
      undefined,
      'Bearer from-the-environment',
      'Bearer typed',
    ]);
  });

  it('decides by a filter until nothing is left', async () => {
    answers = [{ body: { ...DECIDED, complete: false } }, { body: { ...DECIDED, changed: ['6'] } }];
    const { code, printed } = await run(true, 'reopen', '--code', 'x', '--reason', 'again');
    expect([code, JSON.parse(printed)]).toEqual([0, { changed: ['7', '6'], unchanged: [], not_found: [] }]);
    expect(JSON.parse(asked[1]?.body ?? '')).toMatchObject({ reason: 'again', filter: { code: 'x' } });
  });

  it.each([
    [404, { code: 'dead_letter_not_found', detail: 'There is none.' }, 'no'],
    [401, { code: 'missing_token', detail: 'Send a token.' }, 'usage'],
    [403, { code: 'role_needed', detail: 'This needs the role operator.' }, 'usage'],
    [400, { code: 'invalid_parameter', detail: 'topic must be …' }, 'usage'],
    [429, { code: 'too_many_requests', detail: 'later' }, 'unreachable'],
    [503, { code: 'database_unavailable', detail: 'later' }, 'unreachable'],
    [404, '<html>', 'unreachable'],
    [200, 'not JSON', 'unreachable'],
  ])('takes %i %j for the failure "%s"', async (status, body, code) => {
    answers = [{ status, body }];
    await expect(run(false, 'show', '7')).rejects.toMatchObject({ code });
  });

  it('cannot reach what is not there', async () => {
    const typed = readArguments(DLQ, ['list', '--url', 'http://127.0.0.1:9']);
    await expect(dlq(typed, keptSession(false).session)).rejects.toMatchObject({ code: 'unreachable' });
  });

  it.each([
    [['resolve', '7'], 'say why: --reason TEXT'],
    [['resolve', '--reason', 'x'], 'say which: either ids or --topic, --code, --correlation-id'],
    [['resolve', '7', '--code', 'x', '--reason', 'x'], 'say which'],
    [['list', 'x'], 'unexpected argument "x"'],
    [['show'], 'ID is missing'],
  ])('asks nobody when %j is not enough', async (argv, message) => {
    await expect(run(false, ...argv)).rejects.toThrow(message);
    expect(asked).toEqual([]);
  });
});
