import { encodeStatus, type Origin, type Step } from '#contracts';
import type { Delivery } from '../delivery';
import { isCancelled, PROGRESS, type Context } from './context';
import type { Middleware } from './middleware';
import { StageReports } from './stage-reports';

/** Lets the session of a request hear how far it has come, where it has one that listens. */
export function status(origin: Origin, delivery: Pick<Delivery, 'deliver'>): Middleware {
  return async (context, next) => {
    const { address, handler, rejection } = context;
    if (address === null || address.sessionId === null) return next();
    const recordsOf = (step: Omit<Step, 'progress'>) => {
      const record = encodeStatus(address, { ...step, progress: context.progress }, origin);
      return record === null ? [] : [context.inTrace(record)];
    };
    const announced: Promise<void>[] = [];
    const announce = (step: Omit<Step, 'progress'>): void => {
      const records = recordsOf(step);
      if (records.length === 0) return;
      // Not awaited yet: the queue keeps it ahead of the reply, and handling need not wait for the broker.
      const sent = delivery.deliver(records);
      // Awaited below; should it fail before that, the failure must not end the process as an unhandled rejection.
      sent.catch(() => undefined);
      announced.push(sent);
    };
    if (rejection === null) announce({ status: 'processing', message: `${handler.name} started` });
    const stages = new StageReports((message) => announce({ status: 'processing', message, stage: message }));
    context.report = (done, message) => {
      context.progress = Math.max(context.progress, progressOf(done));
      stages.at(message);
    };
    try {
      await next();
    } finally {
      stages.stop();
    }
    await Promise.all(announced);
    const end = endOf(context);
    if (end !== null) context.publish(...recordsOf(end));
  };
}

/** Of the handler's work, in percent of the request's. */
function progressOf(done: number): number {
  return Math.round(PROGRESS.decoded + (PROGRESS.handled - PROGRESS.decoded) * Math.min(Math.max(done, 0), 1));
}

function endOf(context: Context): Pick<Step, 'status' | 'message'> | null {
  const { rejection, outcome, handler } = context;
  if (rejection !== null) {
    return { status: isCancelled(rejection) ? 'cancelled' : 'failed', message: rejection.refusal.message };
  }
  if (outcome !== 'answered') return null;
  context.progress = PROGRESS.answered;
  return { status: 'completed', message: `${handler.name} completed` };
}
