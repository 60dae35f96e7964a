import type { NextFunction, Request, Response } from 'express';
import { busy, tooMany } from '../problem/problem';

export interface AdmissionLimits {
  /** Requests under way at once, over all clients. */
  readonly total: number;
  /** Requests under way at once from one address. */
  readonly perClient: number;
}

/** A browser opens six connections and a scraper one; a page takes milliseconds, so these are many. */
export const ADMISSION_LIMITS: AdmissionLimits = { total: 64, perClient: 16 };

const RETRY_AFTER_SECONDS = 1;

/** They are asked by what restarts and replaces workers: no limit holds for them. */
export function isHealthPage(path: string): boolean {
  return /^\/health(?:\/|$)/i.test(path);
}

/**
 * Lets only so many requests be under way: answering all of a crowd at once would keep the health pages waiting, which
 * are always let in.
 */
export function admission({ total, perClient }: AdmissionLimits = ADMISSION_LIMITS) {
  const underWay = new Map<string, number>();
  let all = 0;
  return (request: Request, response: Response, next: NextFunction): void => {
    if (isHealthPage(request.path)) return next();
    const client = request.socket.remoteAddress ?? '';
    const ofClient = underWay.get(client) ?? 0;
    if (ofClient >= perClient) {
      return next(tooMany(`More than ${perClient} requests of this client are under way.`, RETRY_AFTER_SECONDS));
    }
    if (all >= total) return next(busy('overloaded', 'The server is busy.', RETRY_AFTER_SECONDS));
    all += 1;
    underWay.set(client, ofClient + 1);
    response.once('close', () => {
      all -= 1;
      const left = (underWay.get(client) ?? 1) - 1;
      if (left === 0) underWay.delete(client);
      else underWay.set(client, left);
    });
    next();
  };
}
