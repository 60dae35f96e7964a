import type { BatchStampResponse, Origin, StampResponse, VerifyResponse } from '#contracts';
import type { Context, Middleware } from '#event-bus';
import {
  batchEvents,
  createdEvents,
  encodeStampingEvents,
  validatedEvents,
  type StampingEvent,
  type StampingEventsOptions,
} from './stamping-events';

/** Publishes what subscribers of the Python stamping service expect, with the answer of each request. */
export function announceStamping(options: StampingEventsOptions, origin: Origin): Middleware {
  return async (context, next) => {
    const from = performance.now();
    await next();
    const { request } = context;
    if (request === null || context.isRepeated || context.rejection !== null) return;
    const events = eventsOf(context, performance.now() - from, origin.now());
    context.publish(...encodeStampingEvents(request, events, options, origin));
  };
}

function eventsOf({ request, result }: Context, tookMs: number, now: Date): StampingEvent[] {
  const operation = request?.route.operation;
  if (result?.kind !== 'answer') return [];
  if (operation === 'stamp') return createdEvents(result.result as StampResponse, tookMs);
  if (operation === 'verify') return validatedEvents(result.result as VerifyResponse, tookMs);
  return operation === 'batch_stamp' ? batchOf(result.result as BatchStampResponse, tookMs, now) : [];
}

function batchOf({ results, failed_count }: BatchStampResponse, tookMs: number, now: Date): StampingEvent[] {
  const stamped = results.filter(({ success }) => success);
  return batchEvents(stamped, failed_count, tookMs, now);
}
