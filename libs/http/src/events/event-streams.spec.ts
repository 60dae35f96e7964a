import { request as httpRequest, type IncomingMessage } from 'node:http';
import { Controller, Get, Req, Sse, type MessageEvent } from '@nestjs/common';
import { NEVER, of, Subject, type Observable } from 'rxjs';
import { eventually } from '../../../../test/support/eventually';
import { problem, serve, type Served } from '../http.fixture';
import type { HttpRequest } from '../http-request';
import { EventStreams } from './event-streams';

let progress: Subject<MessageEvent>;

@Controller()
class Jobs {
  constructor(private readonly streams: EventStreams) {}

  @Sse('progress')
  progress(@Req() request: HttpRequest): Observable<MessageEvent> {
    return this.streams.open(request, () => progress, 20);
  }

  @Sse('done')
  done(@Req() request: HttpRequest): Observable<MessageEvent> {
    return this.streams.open(request, (lastEventId) =>
      of({ id: '8', type: 'done', data: { after: lastEventId ?? null } }),
    );
  }

  @Sse('quiet')
  quiet(@Req() request: HttpRequest): Observable<MessageEvent> {
    return this.streams.open(request, () => NEVER);
  }

  @Get('page')
  page(): object {
    return {};
  }
}

interface Stream {
  readonly response: IncomingMessage;
  text: string;
  ended: boolean;
}

let served: Served;
const streams: Stream[] = [];

beforeEach(async () => {
  progress = new Subject();
  served = await serve({ controllers: [Jobs] });
});
afterEach(async () => {
  streams.splice(0).forEach(({ response }) => response.destroy());
  await served.close();
});

async function open(path: string): Promise<Stream> {
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    httpRequest({ host: '127.0.0.1', port: served.port, path, agent: false }, resolve).once('error', reject).end();
  });
  const stream: Stream = { response, text: '', ended: false };
  response.on('data', (chunk: Buffer) => void (stream.text += chunk.toString()));
  response.once('close', () => void (stream.ended = true)).on('error', () => undefined);
  streams.push(stream);
  return stream;
}

describe('a stream of events', () => {
  it('tells what happens while it happens, with a sign of life in between', async () => {
    const stream = await open('/progress');
    expect(stream.response.headers).toMatchObject({
      'content-type': 'text/event-stream',
      'cache-control': expect.stringContaining('no-store') as string,
      'x-content-type-options': 'nosniff',
    });
    await eventually('it is alive', () => stream.text.includes(': alive\n\n'));
    progress.next({ id: '7', type: 'progress', data: { done: 3 } });
    await eventually('the event came', () => stream.text.includes('event: progress\nid: 7\ndata: {"done":3}\n\n'));
    expect(stream.text).not.toMatch(/: alive\nid:|id: \d+\n\n/);
    expect(stream.ended).toBe(false);
  });

  it('goes on behind the event that a client saw last', async () => {
    const after = async (headers = {}) => (await served.ask('GET', '/done', headers)).body;
    expect(await after({ 'last-event-id': '7' })).toContain('data: {"after":"7"}');
    expect(await after()).toContain('data: {"after":null}');
    for (const id of ['x'.repeat(201), 'a b']) {
      expect(problem(await served.ask('GET', '/done', { 'last-event-id': id }))).toMatchObject({
        status: 400,
        code: 'invalid_parameter',
        parameter: 'last-event-id',
      });
    }
  });

  it('ends where there is nothing more to tell', async () => {
    const stream = await open('/done');
    await eventually('it has ended', () => stream.ended);
    expect(stream.text).toContain('event: done\nid: 8\n');
  });

  it('of one client is one of a few; what is closed makes room', async () => {
    const all = [await open('/quiet'), await open('/quiet'), await open('/quiet'), await open('/quiet')];
    const refused = await served.ask('GET', '/quiet');
    expect(problem(refused)).toMatchObject({ status: 429, code: 'too_many_requests' });
    expect(refused.headers['retry-after']).toBe('10');
    expect((await served.ask('GET', '/page')).status).toBe(200);
    all[0]?.response.destroy();
    await eventually('there is room again', async () => {
      const next = await open('/quiet');
      return next.response.statusCode === 200;
    });
  });

  it('lets go of its source when the client leaves', async () => {
    const stream = await open('/progress');
    await eventually('it listens', () => progress.observed);
    stream.response.destroy();
    await eventually('it listens no more', () => !progress.observed);
  });

  it('is over when the app stops, which waits for nobody', async () => {
    const stream = await open('/quiet');
    await served.stop();
    await eventually('it has ended', () => stream.ended);
    expect(stream.response.complete).toBe(true);
    expect(served.server.listening).toBe(false);
  });
});
