import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

export interface Asked {
  readonly path: string;
  readonly type: string | undefined;
  readonly authorization: string | undefined;
  readonly body: string;
}

export interface Answer {
  readonly status?: number;
  readonly body: unknown;
}

/** Answers like dlq-monitor what it is told to, one after the other, and keeps what it was asked. */
export async function openMonitor() {
  const asked: Asked[] = [];
  const answers: Answer[] = [];
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      const { 'content-type': type, authorization } = request.headers;
      asked.push({ path: request.url ?? '', type, authorization, body });
      const answer = answers.shift() ?? { status: 500, body: {} };
      response.writeHead(answer.status ?? 200);
      response.end(typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body));
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    answers,
    forget: () => {
      asked.length = 0;
      answers.length = 0;
    },
    close: () => server.close(),
  };
}
