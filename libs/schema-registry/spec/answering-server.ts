import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

export interface Answer {
  readonly status?: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface AnsweringServer {
  readonly port: number;
  readonly url: string;
  readonly asked: readonly Asked[];
  stop(): Promise<void>;
}

/** What the server says to a question: an answer (a text goes out as it is), or whatever it does to the socket. */
export type Script = (asked: Asked, response: ServerResponse) => Answer | Promise<Answer> | void;

/** An HTTP server on 127.0.0.1 that says what a test tells it to, and remembers what it was asked. */
export async function answeringServer(script: Script): Promise<AnsweringServer> {
  const asked: Asked[] = [];
  const server = createServer((request, response) => void handle(request, response));
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString('utf8');
    const question = { method: request.method ?? '', path: request.url ?? '', headers: request.headers, body };
    asked.push(question);
    const answer = await script(question, response);
    if (answer === undefined) return;
    response.writeHead(answer.status ?? 200, answer.headers);
    response.end(typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body));
  };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const stop = async (): Promise<void> => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return { port, url: `http://127.0.0.1:${port}`, asked, stop };
}

/** Servers of one suite, ended after each test. */
export function answeringServers(): (script: Script) => Promise<AnsweringServer> {
  const running: AnsweringServer[] = [];
  afterEach(async () => {
    for (const server of running.splice(0)) await server.stop();
  });
  return async (script) => {
    const server = await answeringServer(script);
    running.push(server);
    return server;
  };
}
