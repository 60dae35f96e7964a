import {
  checkedReply,
  decodeRequest,
  derivedId,
  encodeReply,
  MAX_MESSAGE_BYTES,
  refusal,
  refuse,
  routeOf,
  type InboundRecord,
  type OutboundRecord,
  type Outcome,
  type ReplyAddress,
  type RequestOf,
  type Results,
  type Route,
  type TopicStyle,
  messageOf,
} from '#contracts';
import type { Ask, JobOperation } from './intelligence';
import type { Line } from './lines';
import { ORIGIN } from './origin';

/** The result of one line. */
export type LineOutcome = Outcome<Results[JobOperation]>;

export interface AnsweredLine {
  /** The response payload, one line of JSON. */
  readonly text: string;
  readonly outcome: LineOutcome;
  readonly correlationId: string;
  readonly elapsedMs: number;
}

/**
 * The response payload to one request payload, exactly as a worker answers it on that style's topics without an
 * envelope. What cannot be read or served gets an error response; rejects only when `ask` does. A payload without a
 * correlation id gets one that is made of its line number.
 */
export async function answerLine(
  line: Line,
  operation: JobOperation,
  style: TopicStyle,
  ask: Ask,
): Promise<AnsweredLine> {
  const started = performance.now();
  const { address, outcome } = await settle(line, operation, routeOf(operation, style), ask);
  const elapsedMs = Math.round(performance.now() - started);
  const reply = encoded({ ...address, form: 'flat' }, outcome, elapsedMs);
  return { text: String(reply.record.value), outcome: reply.outcome, correlationId: address.correlationId, elapsedMs };
}

interface Settled {
  readonly address: ReplyAddress;
  readonly outcome: LineOutcome;
}

async function settle(line: Line, operation: JobOperation, route: Route, ask: Ask): Promise<Settled> {
  const fallback = addressOf(line, route);
  if (line.bytes.length > MAX_MESSAGE_BYTES) {
    const reason = refusal('message_too_large', `the line has more than ${MAX_MESSAGE_BYTES} bytes`);
    return { address: fallback, outcome: refuse(reason) };
  }
  const decoded = decodeRequest(messageOf(recordOf(line, fallback)));
  if (decoded.kind === 'refusal') return { address: decoded.address ?? fallback, outcome: refuse(decoded.refusal) };
  const payload = decoded.request.payload as RequestOf<JobOperation>['payload'];
  return { address: decoded.request, outcome: await ask(operation, payload) };
}

function addressOf({ number }: Line, route: Route): ReplyAddress {
  const correlationId = derivedId('line', String(number));
  return {
    route,
    form: 'flat',
    correlationId,
    sessionId: null,
    eventId: null,
    origin: correlationId,
    echo: {},
    trace: {},
  };
}

function recordOf({ number, bytes }: Line, { route, correlationId }: ReplyAddress): InboundRecord {
  const place = { topic: route.request, partition: 0, offset: String(number), timestamp: 0 };
  return { ...place, key: Buffer.from(correlationId), value: bytes, headers: {} };
}

function encoded(
  address: ReplyAddress,
  outcome: LineOutcome,
  elapsedMs: number,
): { readonly record: OutboundRecord; readonly outcome: LineOutcome } {
  if (outcome.kind === 'refusal') return { record: encodeReply(address, outcome, elapsedMs, ORIGIN), outcome };
  try {
    return { record: checkedReply(address, outcome.result, elapsedMs, ORIGIN), outcome };
  } catch (error) {
    const failed = refuse(refusal('internal_error', error instanceof Error ? error.message : String(error)));
    return { record: encodeReply(address, failed, elapsedMs, ORIGIN), outcome: failed };
  }
}
