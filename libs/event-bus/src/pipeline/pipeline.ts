import type { Origin } from '#contracts';
import type { Delivery } from '../delivery';
import type { BusLog, BusMetrics } from '../settings';
import type { Context } from './context';
import { deadLetter } from './dead-letter';
import { decode } from './decode';
import { deduplicate, type Inbox } from './deduplicate';
import { deliver } from './deliver';
import { encode } from './encode';
import { handle } from './handle';
import { measure } from './measure';
import { compose, type AppMiddleware, type Middleware } from './middleware';
import { retry } from './retry';
import { status } from './status';
import { trace } from './trace';

export interface PipelineParts {
  readonly origin: Origin;
  readonly consumerGroup: string;
  /** After which a record that fails is dead-lettered. */
  readonly maxRetries: number;
  readonly delivery: Delivery;
  readonly metrics: BusMetrics;
  readonly log: Pick<BusLog, 'info'>;
  /** `null`: side events carry derived ids, and their readers tell repetitions by them. */
  readonly inbox: Inbox | null;
  readonly middleware: AppMiddleware;
  /** Reads values whose schema is in a registry, where there is one. */
  readonly registered?: Middleware;
}

/**
 * What becomes of a record, from the outside in. Once the pipeline resolves the offset may be committed; it rejects only
 * when the worker stops before the record is settled.
 */
export function pipeline(parts: PipelineParts): (context: Context) => Promise<void> {
  const { origin, delivery, inbox, middleware, registered } = parts;
  return compose([
    trace(parts.consumerGroup),
    measure(parts.metrics, parts.log),
    ...(registered === undefined ? [] : [registered]),
    decode,
    ...(middleware.around ?? []),
    ...(inbox === null ? [] : [deduplicate(inbox)]),
    deadLetter(parts),
    deliver(delivery),
    status(origin, delivery),
    ...(middleware.within ?? []),
    encode(origin),
    retry,
    handle,
  ]);
}
