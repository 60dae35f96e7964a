import { refusal } from '#contracts';
import type { Delivery } from '../delivery';
import { MessageTooLargeError } from '../failures';
import { PROGRESS, type Context } from './context';
import type { Middleware } from './middleware';

/**
 * Publishes what the steps behind it have put into the outbox, and waits for the broker. What is too large for it is
 * dropped and becomes a rejection, which those steps then put into words.
 */
export function deliver(delivery: Pick<Delivery, 'deliver'>): Middleware {
  return async (context, next) => {
    await next();
    try {
      await delivery.deliver(context.takeOutbox());
    } catch (error) {
      if (!(error instanceof MessageTooLargeError)) throw error;
      rejectReply(context);
      await next();
      await delivery.deliver(context.takeOutbox());
    }
  };
}

function rejectReply(context: Context): void {
  context.progress = PROGRESS.handled;
  const reason = refusal('reply_too_large', 'the reply exceeds the message size limit');
  context.breakOff({ refusal: reason, category: 'contract' });
}
