import { Body, Controller, Post } from '@nestjs/common';
import { eventually } from '../../../../test/support/eventually';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { problem, serve, type Served } from '../http.fixture';
import { BodyBudget } from './body-budget';
import { TakesBody } from './body-rule';

const LARGE = 3 * 1024 * 1024;

@Controller('bodies')
class Bodies {
  @Post('usual')
  usual(@Body() body: object): object {
    return { got: Object.keys(body) };
  }

  @Post('large')
  @TakesBody({ maxBytes: LARGE, withinMs: 60_000, anyNames: true })
  large(@Body() body: object): object {
    return { got: Object.keys(body) };
  }

  @Post('bytes')
  @TakesBody({ as: 'bytes' })
  bytes(@Body() body: Buffer): object {
    return { got: body.toString('base64') };
  }
}

const JSON_TYPE = { 'content-type': 'application/json' };

describe('the body of a request', () => {
  let served: Served;
  const start = async (options: Partial<Parameters<typeof serve>[0]> = {}) => {
    served = await serve({ controllers: [Bodies], ...options });
  };
  afterEach(() => served.close());

  const ofLength = (bytes: number) => `{"a":"${'x'.repeat(bytes - 8)}"}`;

  it('may be as large as its page says, to the byte', async () => {
    await start();
    const post = (path: string, body: string) => served.ask('POST', `/bodies/${path}`, JSON_TYPE, body);
    expect((await post('large', ofLength(LARGE))).status).toBe(201);
    expect(problem(await post('large', ofLength(LARGE + 1)))).toMatchObject({ status: 413, code: 'body_too_large' });
    expect((await post('usual', ofLength(65_536))).status).toBe(201);
    expect(problem(await post('usual', ofLength(65_537)))).toMatchObject({ status: 413, code: 'body_too_large' });
  });

  it('is refused beyond that also where its length was not said', async () => {
    await start();
    const socket = connect(served.port, '127.0.0.1');
    const chunk = `10000\r\n${'x'.repeat(65_536)}\r\n`;
    socket.write('POST /bodies/usual HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n');
    socket.end(`Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n${chunk}${chunk}0\r\n\r\n`);
    expect(await text(socket)).toMatch(/^HTTP\/1.1 413 [^]*body_too_large/);
  });

  it('is left as it came where the page reads it itself', async () => {
    await start();
    const answer = await served.ask('POST', '/bodies/bytes', JSON_TYPE, '{broken');
    expect(JSON.parse(answer.body)).toEqual({ got: Buffer.from('{broken').toString('base64') });
  });

  it('may have the names that every object has only where the page says so', async () => {
    await start();
    const body = '{"constructor":1}';
    expect((await served.ask('POST', '/bodies/large', JSON_TYPE, body)).status).toBe(201);
    expect(problem(await served.ask('POST', '/bodies/usual', JSON_TYPE, body))).toMatchObject({
      code: 'unknown_field',
    });
  });

  it('is not read for somebody who may not ask', async () => {
    await start({ access: { tokens: [], oidc: null } });
    const elsewhere = { ...JSON_TYPE, 'x-forwarded-for': '10.0.0.1' };
    expect((await served.ask('POST', '/bodies/large', elsewhere, '{')).status).toBe(401);
  });

  it('may take as long as its page says; others must have come in the time of all', async () => {
    await start({ limits: { requestMs: 150 } });
    const head = (path: string) =>
      `POST /bodies/${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: 7\r\n\r\n{`;
    const usual = connect(served.port, '127.0.0.1');
    usual.write(head('usual'));
    const large = connect(served.port, '127.0.0.1');
    large.write(head('large'));
    expect(await text(usual)).toMatch(/^HTTP\/1.1 408 [^]*request_timeout/);
    large.end('"a":1}');
    expect(await text(large)).toMatch(/^HTTP\/1.1 201 /);
  });

  it('that stops in the middle leaves nothing behind', async () => {
    await start();
    const socket = connect(served.port, '127.0.0.1');
    socket.write('POST /bodies/usual HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n');
    socket.write('Content-Length: 100\r\n\r\n{');
    const count = () => new Promise<number>((resolve) => served.server.getConnections((_, open) => resolve(open)));
    await eventually('it is connected', async () => (await count()) === 1);
    socket.destroy();
    await eventually('it is gone', async () => (await count()) === 0);
  });
});

describe('what large bodies may have together', () => {
  it('is bounded, and small ones are not counted', () => {
    const budget = new BodyBudget(10_000_000);
    const first = budget.take(6_000_000);
    expect([budget.take(6_000_000), typeof budget.take(1_000)]).toEqual([null, 'function']);
    first?.();
    expect(typeof budget.take(6_000_000)).toBe('function');
  });
});
