import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { Body, Controller, Get, Header, NotFoundException, Param, Post } from '@nestjs/common';
import { eventually } from '../../../test/support/eventually';
import { Public } from './access/decorators';
import { problem, serve, type Served, type ServeOptions } from './http.fixture';
import { Problem } from './problem/problem';

let release = (): void => undefined;

@Controller()
@Public()
class Pages {
  @Get('health/live')
  live(): object {
    return { status: 'ok' };
  }

  @Get('slow')
  slow(): Promise<string> {
    return new Promise((resolve) => {
      release = () => resolve('done');
    });
  }

  @Get('things/:id')
  @Header('Content-Security-Policy', "default-src 'self'")
  thing(@Param('id') id: string): object {
    if (id === 'gone') throw new NotFoundException({ status: 'a body of its own' });
    if (id === 'bad') throw new Problem(400, 'invalid_parameter', 'id must be a number', { parameter: 'id' });
    return { id };
  }

  @Get('broken')
  broken(): never {
    throw new Error('password=hunter2 in a stack trace');
  }

  @Post('things')
  add(@Body() body: object): object {
    return { got: body };
  }
}

let served: Served;
const ask: Served['ask'] = (...request) => served.ask(...request);

async function start(options: Partial<ServeOptions> = {}): Promise<void> {
  served = await serve({ controllers: [Pages], ...options });
}

afterEach(async () => {
  release();
  await served.close();
});

const JSON_TYPE = { 'content-type': 'application/json' };

describe('every answer', () => {
  beforeEach(() => start());

  it('has the headers that keep a browser from guessing, framing and telling on', async () => {
    for (const path of ['/health/live', '/nowhere', '/broken']) {
      const { headers } = await ask('GET', path);
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'referrer-policy': 'no-referrer',
        'cache-control': 'no-store',
        'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
      });
      expect(headers).not.toHaveProperty('x-powered-by');
    }
  });

  it('leaves a page its own policy', async () => {
    const { headers } = await ask('GET', '/things/1');
    expect(headers['content-security-policy']).toBe("default-src 'self'");
  });

  it('is a problem with a stable code where it is an error', async () => {
    expect(problem(await ask('GET', '/nowhere'))).toEqual({
      type: 'about:blank',
      title: 'Not Found',
      status: 404,
      code: 'not_found',
      detail: 'There is no such page.',
      request_id: expect.any(String) as string,
    });
    const bad = await ask('GET', '/things/bad');
    expect(bad.headers['content-type']).toMatch(/^application\/problem\+json/);
    expect(problem(bad)).toMatchObject({ status: 400, code: 'invalid_parameter', parameter: 'id' });
  });

  it('tells nothing of what broke inside; the log has it under the id of the request', async () => {
    const broken = await ask('GET', '/broken', { 'x-request-id': 'req-1' });
    expect(problem(broken)).toMatchObject({ status: 500, code: 'internal_error', request_id: 'req-1' });
    expect(broken.body).not.toContain('hunter2');
    const facts = { request_id: 'req-1', error: expect.any(Error) as Error };
    expect(served.lines).toMatchObject([{ level: 'error', facts }]);
  });

  it('has the id that the request came with, or one of its own', async () => {
    const idOf = async (sent: Record<string, string>) =>
      (await ask('GET', '/health/live', sent)).headers['x-request-id'];
    expect(await idOf({ 'x-request-id': 'a.b-C_1:2' })).toBe('a.b-C_1:2');
    const own = /^[0-9a-f]{8}-/;
    expect(await idOf({})).toMatch(own);
    expect(await idOf({})).not.toBe(await idOf({}));
    for (const bad of ['', 'a b', '<script>', 'x'.repeat(129), 'é'])
      expect(await idOf({ 'x-request-id': bad })).toMatch(own);
  });

  it('keeps a body that was composed on purpose', async () => {
    const gone = await ask('GET', '/things/gone');
    expect([gone.status, JSON.parse(gone.body)]).toEqual([404, { status: 'a body of its own' }]);
  });

  it.each([
    ['POST', '/health/live', 'GET, HEAD'],
    ['DELETE', '/things/1', 'GET, HEAD'],
    ['GET', '/things', 'POST'],
    ['OPTIONS', '/things', 'POST'],
  ])('to %s %s names the methods there are', async (method, path, allow) => {
    const answer = await ask(method, path, JSON_TYPE, method === 'GET' || method === 'OPTIONS' ? '' : '{}');
    expect(problem(answer)).toMatchObject({ status: 405, code: 'method_not_allowed' });
    expect(answer.headers.allow).toBe(allow);
  });

  it.each([
    ['a broken percent code', '/things/%ZZ', 400],
    ['half a character', '/things/%E0%A4', 400],
    ['a path of 20,000 characters', `/things/${'a'.repeat(20_000)}`, 431],
    ['a way up', '/../../etc/passwd', 404],
    ['an encoded way up', '/things/..%2F..%2Fetc', 200],
    ['doubled slashes', '//things//1', 404],
    ['NUL', '/%00', 404],
    ['a parameter nobody takes', '/things/1?x=1', 400],
    ['a parameter of a page for orchestrators', '/health/live?verbose', 400],
    ['a broken parameter', '/things/1?%E0%A4=1', 400],
  ])('to %s is a problem or the page of that very name', async (_what, path, status) => {
    const answer = await ask('GET', path);
    expect(answer.status).toBe(status);
    if (status !== 200) expect(problem(answer)).toMatchObject({ status, code: expect.stringMatching(/^[a-z_]+$/) });
  });

  it('to headers that are too large is a problem', async () => {
    const answer = await ask('GET', '/health/live', { 'x-large': 'a'.repeat(20_000) });
    expect(problem(answer)).toMatchObject({ status: 431, code: 'headers_too_large' });
  });

  it.each([
    ['invalid_method', 'FETCH / HTTP/1.1\r\nHost: x\r\n\r\n'],
    ['malformed_request', 'GET / HTTP/9.9\r\n\r\n'],
    ['invalid_method', '\u0016\u0003\u0001 TLS'],
  ])('to what is no request is %s', async (code, bytes) => {
    const socket = connect(served.port, '127.0.0.1');
    socket.write(bytes);
    const [head = '', body = ''] = (await text(socket)).split('\r\n\r\n');
    expect(head).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n[\s\S]*nosniff/);
    expect(JSON.parse(body)).toMatchObject({ status: 400, code });
  });
});

describe('a request that changes something', () => {
  const post = (headers: Record<string, string>, body = '{"a":1}') => ask('POST', '/things', headers, body);

  it('is served when it is JSON', async () => {
    await start();
    for (const type of ['application/json', 'Application/JSON; charset=utf-8']) {
      const answer = await post({ 'content-type': type });
      expect([answer.status, JSON.parse(answer.body)]).toEqual([201, { got: { a: 1 } }]);
    }
  });

  it.each([
    ['no content type', {}],
    ['a form', { 'content-type': 'application/x-www-form-urlencoded' }],
    ['a type that needs no preflight', { 'content-type': 'text/plain' }],
    ['a type that begins alike', { 'content-type': 'application/jsonp' }],
    ['another charset', { 'content-type': 'application/json; charset=utf-16' }],
    ['a compressed body', { ...JSON_TYPE, 'content-encoding': 'gzip' }],
  ])('is refused with %s', async (_what, headers) => {
    await start();
    expect(problem(await post(headers as Record<string, string>))).toMatchObject({ status: 415 });
  });

  it.each([
    ['invalid_json', '{"a":', 400],
    ['invalid_json', '', 400],
    ['not_an_object', '[1]', 400],
    ['not_an_object', 'null', 400],
    ['too_deep', `{"a":${'['.repeat(20_000)}${']'.repeat(20_000)}}`, 400],
    ['unknown_field', '{"a":[{"__proto__":{"x":1}}]}', 400],
    ['body_too_large', `{"a":"${'x'.repeat(70_000)}"}`, 413],
  ])('is refused as %s', async (code, body, status) => {
    await start();
    expect(problem(await post(JSON_TYPE, body))).toMatchObject({ status, code });
  });

  it('is refused when another site sends it', async () => {
    await start();
    const own = `127.0.0.1:${served.port}`;
    const tries: Record<string, string>[] = [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { origin: 'not a url' },
      { origin: `http://127.0.0.1:${served.port + 1}` },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { host: `evil.example:${served.port}`, origin: `http://evil.example:${served.port}` },
    ];
    for (const headers of tries) {
      expect(problem(await post({ ...JSON_TYPE, ...headers }))).toMatchObject({
        status: 403,
        code: 'cross_site_request',
      });
    }
    const welcome = await post({ ...JSON_TYPE, host: own, origin: `http://${own}`, 'sec-fetch-site': 'same-origin' });
    expect(welcome.status).toBe(201);
  });

  it('may come under any name where the server is open to other machines', async () => {
    await start({ boundTo: '0.0.0.0' });
    const host = `workers.example:${served.port}`;
    expect((await post({ ...JSON_TYPE, host, origin: `http://${host}` })).status).toBe(201);
  });
});

describe('a crowd', () => {
  it('is told to come back later, and does not keep the health pages from answering', async () => {
    await start({ admission: { total: 3, perClient: 2 } });
    const waiting = [ask('GET', '/slow'), ask('GET', '/slow')];
    await eventually('both are under way', async () => (await ask('GET', '/things/1')).status === 429);
    const refused = await ask('GET', '/things/1');
    expect(problem(refused)).toMatchObject({ status: 429, code: 'too_many_requests' });
    expect(refused.headers['retry-after']).toBe('1');
    expect((await ask('GET', '/health/live')).status).toBe(200);
    served.server.closeAllConnections();
    await Promise.allSettled(waiting);
    await eventually('places are free again', async () => (await ask('GET', '/things/1')).status === 200);
  });

  it('of clients together is limited too', async () => {
    await start({ admission: { total: 1, perClient: 2 } });
    const waiting = ask('GET', '/slow').catch(() => undefined);
    await eventually('it is under way', async () => (await ask('GET', '/things/1')).status === 503);
    const refused = await ask('GET', '/things/1');
    expect(problem(refused)).toMatchObject({ status: 503, code: 'overloaded' });
    expect(refused.headers['retry-after']).toBe('1');
    served.server.closeAllConnections();
    await waiting;
  });

  it('of silent connections makes room for one that asks', async () => {
    await start({ limits: { connections: 10 } });
    const silent = Array.from({ length: 50 }, () => connect(served.port, '127.0.0.1').on('error', () => undefined));
    silent.forEach((socket) => socket.write('GET /health/live HTTP/1.1\r\nX-Slow: '));
    await eventually('the oldest are closed', () => silent.filter(({ destroyed }) => destroyed).length >= 40);
    expect((await ask('GET', '/health/live')).status).toBe(200);
    const open = await new Promise<number>((resolve, reject) =>
      served.server.getConnections((error, count) => (error ? reject(error) : resolve(count))),
    );
    expect(open).toBeLessThanOrEqual(10);
    silent.forEach((socket) => socket.destroy());
  });
});

describe('a slow client', () => {
  it.each([
    ['headers', 'GET /health/live HTTP/1.1\r\nHost: x\r\nX-Slow: '],
    ['a body', 'POST /things HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{'],
  ])('that never finishes %s is cut off', async (_what, beginning) => {
    await start({ limits: { headersMs: 100, requestMs: 200, checkMs: 50 } });
    const socket = connect(served.port, '127.0.0.1').on('error', () => undefined);
    socket.write(beginning);
    socket.resume();
    await eventually('it is cut off', () => socket.destroyed);
  });

  it('that says nothing at all is cut off', async () => {
    await start({ limits: { silenceMs: 100 } });
    const socket = connect(served.port, '127.0.0.1').on('error', () => undefined);
    socket.resume();
    await eventually('it is cut off', () => socket.destroyed);
  });
});
