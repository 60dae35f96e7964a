import { REPLAY_HEADERS } from '#contracts';
import { errorCodeOf, isTracing, readTraceContext, startSpan, type Span } from '#tracing';
import { receivedAttributes } from '../messaging-attributes';
import type { Context } from './context';
import type { Middleware } from './middleware';

/**
 * A record as two spans of its sender's trace: `receive`, while it waited for its turn here, and `process`, until all
 * that it caused is published. What sent it again is its sender; the trace that it was in before is linked.
 */
export function trace(consumerGroup: string): Middleware {
  return (context, next) => (isTracing() ? traced(context, next, consumerGroup) : next());
}

async function traced(context: Context, next: () => Promise<void>, consumerGroup: string): Promise<void> {
  const span = begin(context, consumerGroup);
  if (span === null) return next();
  try {
    await span.run(next);
  } catch (error) {
    span.fail(errorCodeOf(error));
    throw error;
  } finally {
    tell(span, context);
    span.end();
  }
}

function begin({ record, receivedAt }: Context, consumerGroup: string): Span | null {
  const { topic, headers } = record;
  const before = readTraceContext({ traceparent: headers[REPLAY_HEADERS.traceparent] });
  const waiting = startSpan(`receive ${topic}`, {
    kind: 'consumer',
    parent: readTraceContext(headers),
    startedAt: receivedAt,
    attributes: () => receivedAttributes('receive', record, consumerGroup),
  });
  waiting?.end();
  return startSpan(`process ${topic}`, {
    kind: 'consumer',
    parent: waiting?.context,
    links: before === null ? [] : [before],
    attributes: () => receivedAttributes('process', record, consumerGroup),
  });
}

function tell(span: Span, { address, outcome, rejection }: Context): void {
  if (address !== null) span.set({ 'messaging.message.conversation_id': address.correlationId });
  span.set({ 'omninode.outcome': outcome });
  if (rejection !== null) span.fail(rejection.refusal.code);
}
