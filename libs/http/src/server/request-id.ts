import { randomUUID } from 'node:crypto';
import type { NextFunction, Response } from 'express';
import type { HttpRequest } from '../http-request';

const WELL_FORMED = /^[\w.:-]{1,128}$/;

/** The client's own id where it sent a good one, so that both sides' logs can be laid side by side. */
export function requestId(request: HttpRequest, response: Response, next: NextFunction): void {
  const sent = request.headers['x-request-id'];
  request.requestId = typeof sent === 'string' && WELL_FORMED.test(sent) ? sent : randomUUID();
  response.set('X-Request-Id', request.requestId);
  next();
}
