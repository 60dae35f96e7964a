import { createServer } from 'node:http';
import { ExpressAdapter } from '@nestjs/platform-express';
import { boundConnections } from './bounded-connections';
import { answerMalformed } from './malformed-request';
import { parseQuery } from './parse-query';
import { boundRequests, LONGEST_REQUEST_MS } from './request-deadline';

export interface ServerLimits {
  readonly connections: number;
  /** Until the headers, and until the whole request, must have come; pages may give a request longer. */
  readonly headersMs: number;
  readonly requestMs: number;
  /** How long a connection may be silent, between requests and within one. */
  readonly keepAliveMs: number;
  readonly silenceMs: number;
  /** How often the first is looked after. */
  readonly checkMs: number;
}

/** Probes, scrapers and people need far less than all of these; a slow client is gone within 15 s. */
export const SERVER_LIMITS: ServerLimits = {
  connections: 1_000,
  headersMs: 10_000,
  requestMs: 15_000,
  keepAliveMs: 5_000,
  silenceMs: 30_000,
  checkMs: 2_000,
};

/** Nest's Express with a server that bounds what clients can hold. Node takes some of the limits at creation only. */
export class BoundedHttpAdapter extends ExpressAdapter {
  constructor(private readonly limits: ServerLimits = SERVER_LIMITS) {
    super();
    this.set('query parser', parseQuery);
    this.disable('x-powered-by');
  }

  override initHttpServer(): void {
    const { connections, headersMs, requestMs, keepAliveMs, silenceMs, checkMs } = this.limits;
    const server = createServer(
      {
        headersTimeout: headersMs,
        requestTimeout: LONGEST_REQUEST_MS,
        keepAliveTimeout: keepAliveMs,
        connectionsCheckingInterval: checkMs,
      },
      this.getInstance(),
    );
    server.setTimeout(silenceMs);
    server.on('clientError', answerMalformed);
    boundConnections(server, connections);
    boundRequests(server, requestMs);
    this.httpServer = server;
  }
}
