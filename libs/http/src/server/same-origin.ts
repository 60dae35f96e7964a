import type { NextFunction, Request, Response } from 'express';
import { Problem } from '../problem/problem';
import { isLoopbackName } from './loopback';

/** They change nothing. */
export const SAFE_METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Keeps other web sites from changing anything through the browser of somebody who can reach this server: what a browser
 * sends in the name of another site is refused, and so is a name that was made to point at this machine (DNS rebinding),
 * where the server listens on the loopback interface only. `BodyReader` sees to it that only JSON changes anything, which
 * no form can send.
 */
export function sameOriginOnly(boundTo: string) {
  return ({ method, headers }: Request, _response: Response, next: NextFunction): void => {
    if (SAFE_METHODS.has(method)) return next();
    const site = headers['sec-fetch-site'];
    if (site !== undefined && site !== 'same-origin' && site !== 'none') return next(crossSite());
    if (headers.origin !== undefined && !isOwn(headers.origin, headers.host ?? '', boundTo)) return next(crossSite());
    next();
  };
}

function crossSite(): Problem {
  return new Problem(403, 'cross_site_request', 'Requests from other sites change nothing here.');
}

function isOwn(origin: string, host: string, boundTo: string): boolean {
  if (!URL.canParse(origin)) return false;
  const url = new URL(origin);
  return url.host === host.toLowerCase() && (!isLoopbackName(boundTo) || isLoopbackName(url.hostname));
}
