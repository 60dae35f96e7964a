import { encodeStatus, type Origin, type Step } from '#contracts';
import type { Delivery } from '../delivery';
import { isCancelled, PROGRESS } from './context';
import type { Middleware } from './middleware';

/** Lets the session of a request hear how far it has come, where it has one that listens. */
export function status(origin: Origin, delivery: Pick<Delivery, 'deliver'>): Middleware {
  return async (context, next) => {
    const { address, handler, rejection } = context;
    if (address === null || address.sessionId === null) return next();
    const recordsOf = (step: Pick<Step, 'status' | 'message'>) => {
      const record = encodeStatus(address, { ...step, progress: context.progress }, origin);
      return record === null ? [] : [context.inTrace(record)];
    };
    const started = rejection === null ? recordsOf({ status: 'processing', message: `${handler.name} started` }) : [];
    // Not awaited yet: the queue keeps it ahead of the reply, and handling need not wait for the broker.
    const announced = started.length > 0 ? delivery.deliver(started) : null;
    // Awaited below; should it fail before that, the failure must not end the process as an unhandled rejection.
    announced?.catch(() => undefined);
    await next();
    if (announced !== null) await announced;
    const ended = context.rejection;
    if (ended !== null) {
      const step = isCancelled(ended) ? 'cancelled' : 'failed';
      context.publish(...recordsOf({ status: step, message: ended.refusal.message }));
    } else if (context.outcome === 'answered') {
      context.progress = PROGRESS.answered;
      context.publish(...recordsOf({ status: 'completed', message: `${handler.name} completed` }));
    }
  };
}
