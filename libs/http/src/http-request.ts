import type { Request } from 'express';
import type { Actor } from '#access';
import type { Problem } from './problem/problem';

/** What this library notes on a request as it travels. */
export interface HttpRequest extends Request {
  requestId?: string;
  /** Who is asking, or why that is not known. */
  identity?: Actor | Problem | 'anybody';
  /** What it proved that with, for asking another worker in its name; none where nothing is configured. */
  token?: string;
}
