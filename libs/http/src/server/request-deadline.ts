import type { IncomingMessage, Server } from 'node:http';
import { answerMalformed } from './malformed-request';

/** No page waits longer for a request; Node's own limit, which no page can change. */
export const LONGEST_REQUEST_MS = 900_000;

const deadlines = new WeakMap<IncomingMessage, NodeJS.Timeout>();

/** Requests must have come within `ms`, unless their page gives them longer. */
export function boundRequests(server: Server, ms: number): void {
  server.prependListener('request', (request: IncomingMessage) => {
    setDeadline(request, ms);
    request.once('close', () => clearTimeout(deadlines.get(request)));
  });
}

/** From now on, for a page that takes what others do not. */
export function extendDeadline(request: IncomingMessage, ms: number): void {
  clearTimeout(deadlines.get(request));
  setDeadline(request, ms);
}

function setDeadline(request: IncomingMessage, ms: number): void {
  const late = (): void => {
    if (request.complete) return;
    answerMalformed(Object.assign(new Error('too late'), { code: 'ERR_HTTP_REQUEST_TIMEOUT' }), request.socket);
  };
  deadlines.set(request, setTimeout(late, ms).unref());
}
