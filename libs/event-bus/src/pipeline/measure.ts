import type { BusMetrics } from '../settings';
import type { Middleware } from './middleware';

/** Counts records and how long they took. */
export function measure(metrics: BusMetrics): Middleware {
  return async (context, next) => {
    const started = performance.now();
    await next();
    const { topic, timestamp } = context.record;
    metrics.handled(topic, context.handler.name, context.outcome, (performance.now() - started) / 1000);
    metrics.age(topic, Math.max(0, (Date.now() - timestamp) / 1000));
  };
}
