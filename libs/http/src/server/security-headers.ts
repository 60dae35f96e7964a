import type { NextFunction, Request, Response } from 'express';

/** A page that needs more, such as the catalog, says so itself: what a handler sets replaces these. */
export const SECURITY_HEADERS = {
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Cache-Control': 'no-store',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
} as const;

/** On every answer, errors included. */
export function securityHeaders(_request: Request, response: Response, next: NextFunction): void {
  response.set(SECURITY_HEADERS);
  next();
}
