import type { InboundRecord, Origin, OutboundRecord } from '#contracts';
import { Context, type Rejection } from './context';
import { decode } from './decode';
import { deliver } from './deliver';
import { encode } from './encode';
import { handle } from './handle';
import type { Handler } from './handler';
import { compose, type AppMiddleware, type Middleware } from './middleware';
import { ONCE, replyAmong } from './once';
import { retry } from './retry';
import { status } from './status';

/** What somebody who asks without the bus is told. */
export interface DirectAnswer {
  /** The reply as it would have been published; `null` where the request is another service's to answer. */
  readonly reply: OutboundRecord | null;
  /** Why there is nothing better to tell; `null` where the handler answered. */
  readonly rejection: Rejection | null;
}

export interface DirectParts {
  readonly origin: Origin;
  readonly middleware: AppMiddleware;
  /** Rejects where the broker does not have them in time. */
  readonly publish: (records: readonly OutboundRecord[]) => Promise<void>;
}

/**
 * Takes a request that did not come from the bus through the steps of one that did. Its reply is handed back instead of
 * published; what else it causes is published before that. Everything is tried once, because whoever asks can ask again,
 * and nothing is dead-lettered. Rejects as `publish` does.
 */
export function answerDirectly(parts: DirectParts): (record: InboundRecord, handler: Handler) => Promise<DirectAnswer> {
  const { origin, middleware } = parts;
  const delivery = { deliver: parts.publish };
  return async (record, handler) => {
    let reply: OutboundRecord | null = null;
    const keepReply: Middleware = async (context, next) => {
      await next();
      const taken = replyAmong(context.takeOutbox(), context.address);
      reply = taken.reply;
      context.publish(...taken.events);
    };
    const context = new Context(record, handler, ONCE);
    const steps = [
      decode,
      ...(middleware.around ?? []),
      deliver(delivery),
      keepReply,
      status(origin, delivery),
      ...(middleware.within ?? []),
      encode(origin),
      retry,
      handle,
    ];
    await compose(steps)(context);
    return { reply, rejection: context.rejection };
  };
}
