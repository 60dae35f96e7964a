import { correlationOutside, DEPRECATED_TOPICS, readableJson, sourceOf } from '#contracts';
import type { BusLog, BusMetrics } from '../settings';
import type { Context } from './context';
import type { Middleware } from './middleware';

/** Counts records and how long they took; requests are a line in the log each. */
export function measure(metrics: BusMetrics, log: Pick<BusLog, 'info'>): Middleware {
  return async (context, next) => {
    const started = performance.now();
    const { handler, record } = context;
    const { topic, timestamp } = record;
    // Some senders give their records no time.
    if (timestamp > 0) metrics.received(topic, Math.max(0, (Date.now() - timestamp) / 1000));
    await next();
    const milliseconds = performance.now() - started;
    if (DEPRECATED_TOPICS.has(topic)) metrics.deprecated(topic, sourceOf(readableJson(context.json).value));
    metrics.handled(topic, handler.name, context.outcome, milliseconds / 1000);
    if (handler.kind !== 'request') return;
    metrics.checked(handler.name, context.version, context.request !== null);
    log.info(factsOf(context, milliseconds), 'request handled');
  };
}

function factsOf({ record, handler, address, outcome, rejection }: Context, milliseconds: number): object {
  return {
    correlation_id: address?.correlationId ?? correlationOutside(record),
    session_id: address?.sessionId ?? null,
    topic: record.topic,
    operation: handler.name,
    outcome,
    ...(rejection !== null && { code: rejection.refusal.code }),
    milliseconds: Math.round(milliseconds * 1000) / 1000,
  };
}
