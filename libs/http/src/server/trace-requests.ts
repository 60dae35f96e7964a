import type { NextFunction, Request, Response } from 'express';
import { isTracing, readTraceContext, startSpan } from '#tracing';

/** Asked every few seconds, by programs. */
const UNTRACED = /^\/(?:health|metrics)(?:\/|$)/;

/**
 * A request as a span of its client's trace, by OpenTelemetry's conventions for HTTP. It tells the route and not the
 * path, in which there are ids.
 */
export function traceRequests(request: Request, response: Response, next: NextFunction): void {
  if (!isTracing() || UNTRACED.test(request.path)) return next();
  const { method, headers, protocol } = request;
  const span = startSpan(method, {
    kind: 'server',
    parent: readTraceContext(headers),
    attributes: () => ({ 'http.request.method': method, 'url.scheme': protocol }),
  });
  if (span === null) return next();
  response.once('close', () => {
    const { path } = (request.route ?? {}) as { readonly path?: unknown };
    const { statusCode } = response;
    if (typeof path === 'string') {
      span.rename(`${method} ${path}`);
      span.set({ 'http.route': path });
    }
    span.set({ 'http.response.status_code': statusCode });
    if (statusCode >= 500) span.fail(String(statusCode));
    span.end();
  });
  span.run(next);
}
