import type { Middleware } from './middleware';

/** Remembers finished requests across restarts, so that a redelivery repeats the reply but not the events. */
export interface Inbox {
  finished(id: string): Promise<boolean>;
  finish(id: string): Promise<void>;
}

/**
 * Finishes requests in the inbox once everything that they caused is published. One whose handling failed is not
 * finished: when it is sent again it is new. An inbox that fails for good costs repeated side events should the record
 * come again; it must not cost the record.
 */
export function deduplicate(inbox: Inbox): Middleware {
  return async (context, next) => {
    const { request } = context;
    if (request === null) return next();
    const { origin } = request;
    context.finished = () => inbox.finished(origin);
    await next();
    if (context.result !== null && context.outcome !== 'dead_lettered') {
      await context.attempt(() => inbox.finish(origin));
    }
  };
}
