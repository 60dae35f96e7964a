import { request as httpRequest, type IncomingMessage, type OutgoingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { Module, type DynamicModule, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { HttpModule } from './http.module';
import type { HttpOptions } from './http-options';
import { OpenApi } from './openapi/open-api';
import { BoundedHttpAdapter, SERVER_LIMITS, type ServerLimits } from './server/http-adapter';

export interface ServeOptions extends Partial<Omit<HttpOptions, 'log'>> {
  readonly controllers: readonly Type[];
  readonly limits?: Partial<ServerLimits>;
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

export interface Line {
  readonly level: 'info' | 'warn' | 'error';
  readonly facts: Readonly<Record<string, unknown>>;
  readonly message: string;
}

export interface Served {
  readonly port: number;
  readonly server: Server;
  readonly lines: readonly Line[];
  /** Node's own client, because `fetch` forbids a page to set some headers. */
  ask(method: string, path: string, headers?: OutgoingHttpHeaders, body?: string): Promise<Answer>;
  /** As a worker that is told to stop. */
  stop(): Promise<void>;
  /** At once. */
  close(): Promise<void>;
}

@Module({})
class Root {}

/** An app of these controllers with the module, as a worker would have it, on a free port of this machine. */
export async function serve({ controllers, limits, ...options }: ServeOptions): Promise<Served> {
  const lines: Line[] = [];
  const write = (level: Line['level']) => (facts: object, message: string) =>
    void lines.push({ level, facts: { ...facts }, message });
  const http: HttpOptions = {
    title: 'test',
    version: '1.0.0',
    boundTo: '127.0.0.1',
    access: { tokens: [], oidc: null },
    requestsPerMinute: 100_000,
    log: { info: write('info'), warn: write('warn'), error: write('error') },
    ...options,
  };
  const root: DynamicModule = { module: Root, imports: [HttpModule.forRoot(http)], controllers: [...controllers] };
  const adapter = new BoundedHttpAdapter({ ...SERVER_LIMITS, ...limits });
  const app = await NestFactory.create(root, adapter, { logger: false, bodyParser: false, abortOnError: false });
  app.get(OpenApi).describe(app);
  await app.listen(0, '127.0.0.1');
  const server = app.getHttpServer() as Server;
  const { port } = server.address() as AddressInfo;
  return {
    port,
    server,
    lines,
    ask: (method, path, headers = {}, body = '') => ask(port, method, path, headers, body),
    stop: () => app.close(),
    close: async () => {
      server.closeAllConnections();
      await app.close();
    },
  };
}

export const problem = ({ status, headers, body }: Answer): Record<string, unknown> => ({
  status,
  type: headers['content-type'],
  ...(JSON.parse(body) as object),
});

function ask(port: number, method: string, path: string, headers: OutgoingHttpHeaders, body: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const length = body === '' ? {} : { 'content-length': Buffer.byteLength(body) };
    const options = { host: '127.0.0.1', port, method, path, headers: { ...headers, ...length }, agent: false };
    const sent = httpRequest(options, (response) => {
      text(response).then(
        (received) => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: received }),
        reject,
      );
    });
    sent.once('error', reject);
    sent.end(body);
  });
}
