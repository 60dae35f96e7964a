import { REPLAY_HEADERS, type AnyOutboundRecord } from '#contracts';
import { activeSpan, errorCodeOf, isTracing, readTraceContext, startSpan, type Span } from '#tracing';
import { sentAttributes } from './messaging-attributes';

/**
 * Sends records, each as a span until the broker has it, or not: part of the span that runs, else of the one that the
 * record names. A record that is sent again is no part of the trace that it was in, but linked to it. Whoever gets a
 * record finds in its headers where in the trace it was sent.
 */
export function asSpans<Sent extends AnyOutboundRecord>(
  records: readonly Sent[],
  send: (records: readonly Sent[]) => Promise<void>,
): Promise<void> {
  return isTracing() ? traced(records, send) : send(records);
}

async function traced<Sent extends AnyOutboundRecord>(
  records: readonly Sent[],
  send: (records: readonly Sent[]) => Promise<void>,
): Promise<void> {
  const spans: Span[] = [];
  const marked = records.map((record) => {
    const span = start(record);
    if (span === null) return record;
    spans.push(span);
    return { ...record, headers: { ...record.headers, ...span.context } };
  });
  try {
    await send(marked);
  } catch (error) {
    for (const span of spans) span.fail(errorCodeOf(error));
    throw error;
  } finally {
    for (const span of spans) span.end();
  }
}

function start(record: AnyOutboundRecord): Span | null {
  const { topic, headers = {} } = record;
  const before = readTraceContext({ traceparent: headers[REPLAY_HEADERS.traceparent] });
  return startSpan(`send ${topic}`, {
    kind: 'producer',
    parent: activeSpan() === null ? readTraceContext(headers) : undefined,
    links: before === null ? [] : [before],
    attributes: () => sentAttributes(record),
  });
}
