import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import { answeringServers } from '../spec/answering-server';
import { RegistryError } from './registry-error';
import { RegistryHttp } from './registry-http';

const listen = answeringServers();
const question = { what: 'reading x-value', method: 'GET', path: ['subjects', 'x-value', 'versions'] } as const;

async function failure(asked: Promise<unknown>): Promise<RegistryError> {
  const error = await asked.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof RegistryError) return error;
  throw new Error('expected a RegistryError', { cause: error });
}

describe('a question to the registry', () => {
  it('goes out as JSON of the registry, to a path whose parts are escaped', async () => {
    const { url, asked } = await listen(() => ({ body: { id: 7 } }));
    const body = { schema: '{}' };
    const http = new RegistryHttp({ url: `${url}/prefix/` });
    const answer = await http.ask({
      what: '',
      method: 'POST',
      path: ['subjects', 'a/b ?#ü', 1],
      query: '?v=true',
      body,
    });
    expect(answer).toEqual({ id: 7 });
    expect(asked).toMatchObject([
      {
        method: 'POST',
        path: '/prefix/subjects/a%2Fb%20%3F%23%C3%BC/1?v=true',
        body: '{"schema":"{}"}',
        headers: { 'content-type': 'application/vnd.schemaregistry.v1+json' },
      },
    ]);
    expect(asked[0]?.headers.authorization).toBeUndefined();
  });

  it("carries the URL's user and password, or the token", async () => {
    const { port, url, asked } = await listen(() => ({ body: [] }));
    await new RegistryHttp({ url: `http://ada:p%40ss@127.0.0.1:${port}` }).ask(question);
    await new RegistryHttp({ url, bearerToken: 'abc' }).ask(question);
    const basic = `Basic ${Buffer.from('ada:p@ss').toString('base64')}`;
    expect(asked.map(({ headers }) => headers.authorization)).toEqual([basic, 'Bearer abc']);
  });

  it('is not sent on to where a redirect points', async () => {
    const other = await listen(() => ({ body: [] }));
    const { port } = await listen(() => ({ status: 307, headers: { location: other.url } }));
    const error = await failure(new RegistryHttp({ url: `http://ada:pass@127.0.0.1:${port}` }).ask(question));
    expect(error).toMatchObject({ code: 'registry_refused', status: 307 });
    expect(other.asked).toEqual([]);
  });
});

describe('without an answer', () => {
  it('says that nobody listens, and where', async () => {
    const server = await listen(() => undefined);
    await server.stop();
    const error = await failure(new RegistryHttp({ url: server.url }).ask(question));
    expect(error.code).toBe('registry_unreachable');
    expect(error.transient).toBe(true);
    expect(error.message).toMatch(
      new RegExp(`^reading x-value: no answer from ${server.url}: .*ECONNREFUSED 127.0.0.1:${server.port}$`),
    );
  });

  it.each([
    ['the server never begins to answer', false],
    ['the answer stops half-way', true],
  ])('gives up in time when %s', async (_how, begins) => {
    const { url } = await listen((_asked, response) => {
      if (begins) response.writeHead(200).write('[1,');
    });
    const error = await failure(new RegistryHttp({ url, timeoutMs: 40 }).ask(question));
    expect(error).toMatchObject({ code: 'registry_unreachable', message: expect.stringMatching(/40 ms have passed$/) });
  });

  it('says so when the connection breaks', async () => {
    const { url } = await listen((_asked, response) => {
      response.writeHead(200, { 'content-length': '100' }).write('[1', () => response.destroy());
    });
    expect(await failure(new RegistryHttp({ url }).ask(question))).toMatchObject({ code: 'registry_unreachable' });
  });

  it.each([
    ['no HTTP', 'SSH-2.0-OpenSSH_9.2\r\n', 'http'],
    ['no TLS', 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n[]', 'https'],
  ])('says so when the other side speaks %s', async (_what, greeting, scheme) => {
    const server = createServer((socket) => socket.on('error', () => undefined).end(greeting)).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const error = await failure(new RegistryHttp({ url: `${scheme}://127.0.0.1:${port}` }).ask(question));
    server.close();
    expect(error.code).toBe('registry_unreachable');
  });
});

describe('an answer', () => {
  it.each(['', '<html>login</html>', '[1,'])('that reads %j is no answer of a registry', async (body) => {
    const { url } = await listen(() => ({ body, headers: { 'content-type': 'application/json' } }));
    const error = await failure(new RegistryHttp({ url }).ask(question));
    expect(error.code).toBe('registry_garbled');
    expect(error.message).toBe(`reading x-value: the answer of ${url} is not a schema registry's`);
    expect(error.transient).toBe(false);
  });

  it('without an end is not read to its end', async () => {
    const ended = new AbortController();
    const { url } = await listen((_asked, response) => {
      response.once('close', () => ended.abort());
      const more = (): void => {
        while (!response.destroyed && response.write('x'.repeat(65_536)));
      };
      response.on('drain', more).writeHead(200);
      more();
    });
    expect(await failure(new RegistryHttp({ url }).ask(question))).toMatchObject({ code: 'registry_garbled' });
    if (!ended.signal.aborted) await once(ended.signal, 'abort');
  });

  it.each([
    [409, 409, 'schema_incompatible', false],
    [422, 42201, 'schema_invalid', false],
    [422, undefined, 'schema_invalid', false],
    [422, 42203, 'registry_refused', false],
    [401, 40101, 'registry_refused', false],
    [404, 40401, 'registry_refused', false],
    [429, undefined, 'registry_refused', true],
    [500, 50001, 'registry_refused', false],
    [503, 50301, 'registry_refused', true],
  ])('with HTTP %i and error code %p is %s (later: %p)', async (status, errorCode, code, transient) => {
    const { url } = await listen(() => ({ status, body: { error_code: errorCode, message: 'no,\nnever' } }));
    const error = await failure(new RegistryHttp({ url }).ask(question));
    expect(error).toMatchObject({ code, status, errorCode, transient });
    const facts = errorCode === undefined ? `HTTP ${status}` : `HTTP ${status}, error code ${errorCode}`;
    expect(error.message).toBe(`reading x-value: no, never (${facts})`);
  });

  it('from a proxy in HTML shows its status and none of its text', async () => {
    const { url } = await listen(() => ({ status: 502, body: '<h1>Bad Gateway</h1>' }));
    const error = await failure(new RegistryHttp({ url }).ask(question));
    expect(error).toMatchObject({ code: 'registry_refused', transient: true });
    expect(error.message).toBe('reading x-value: refused (HTTP 502)');
  });

  it('that repeats our credentials does not get them into an error', async () => {
    const { port, url } = await listen(({ headers }) => ({
      status: 401,
      body: { message: `bad ${headers.authorization}, password hunter2 ${'x'.repeat(10_000)}` },
    }));
    const basic = await failure(new RegistryHttp({ url: `http://ada:hunter2@127.0.0.1:${port}` }).ask(question));
    const bearer = await failure(new RegistryHttp({ url, bearerToken: 'hunter2' }).ask(question));
    const encoded = Buffer.from('ada:hunter2').toString('base64');
    for (const error of [basic, bearer]) {
      expect(inspect(error, { depth: 10 })).not.toContain('hunter2');
      expect(inspect(error, { depth: 10 })).not.toContain(encoded);
      expect(error.message.length).toBeLessThan(600);
    }
    expect(basic.message).toMatch(/^reading x-value: bad Basic \*\*\*, password \*\*\* x/);
  });
});
