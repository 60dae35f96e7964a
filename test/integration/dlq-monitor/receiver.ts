import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Json } from '../main-job/tap';

interface Received {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  readonly body: Json;
}

/** Slack, PagerDuty and somebody's own server as real HTTP servers; each path fails as often as it is told to. */
export class Receiver {
  readonly received: Received[] = [];
  readonly failures = new Map<string, number[]>();
  readonly #server: Server = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk: Buffer) => (text += chunk.toString()));
    request.on('end', () => {
      const path = request.url ?? '';
      const status = this.failures.get(path)?.shift() ?? (path === '/v2/enqueue' ? 202 : 200);
      const headers = request.headers as Record<string, string>;
      if (status < 300) this.received.push({ path, headers, text, body: JSON.parse(text) as Json });
      response.writeHead(status).end('ok');
    });
  });

  async open(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  at(path: string): readonly Received[] {
    return this.received.filter((one) => one.path === path);
  }
}
