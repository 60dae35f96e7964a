import {
  checkedReply,
  encodeEvents,
  encodeReply,
  refuse,
  type Origin,
  type Outcome,
  type OutboundRecord,
  type Request,
} from '#contracts';
import { asError } from '../failures';
import { mistake, type Context } from './context';
import type { Middleware } from './middleware';

/**
 * What the handler decided, or why there is nothing to decide, in the shape of the request. `elapsed` are milliseconds
 * of a clock that is never set back.
 */
export function encode(origin: Origin, elapsed: () => number = () => performance.now()): Middleware {
  return async (context, next) => {
    const started = elapsed();
    if (context.rejection === null) await next();
    const { request, result } = context;
    if (request !== null && result !== null && result.kind !== 'ignored') {
      encodeResult(context, request, result, elapsed() - started, origin);
    }
    const { address, rejection } = context;
    if (address !== null && rejection !== null)
      context.publish(inFormat(context, encodeReply(address, refuse(rejection.refusal), 0, origin)));
  };
}

/** As the request was written. */
function inFormat({ format }: Context, reply: OutboundRecord): OutboundRecord {
  return format === undefined ? reply : { ...reply, format };
}

function encodeResult(
  context: Context,
  request: Request,
  result: Outcome<unknown>,
  tookMs: number,
  origin: Origin,
): void {
  try {
    if (result.kind === 'refusal') context.reject({ refusal: result.refusal, category: 'contract' });
    const replies: OutboundRecord[] =
      result.kind === 'answer' ? [inFormat(context, checkedReply(request, result.result, tookMs, origin))] : [];
    const events = context.isRepeated ? [] : encodeEvents(request, result.events, origin);
    context.publish(...replies, ...events);
  } catch (caught) {
    context.reject(mistake(`${context.handler.name} failed`, asError(caught)));
  }
}
