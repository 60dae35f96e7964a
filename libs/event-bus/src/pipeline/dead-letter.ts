import { correlationOutside, encodeDeadLetter } from '#contracts';
import type { Context, Rejection } from './context';
import type { Middleware } from './middleware';
import type { PipelineParts } from './pipeline';

type Parts = Pick<PipelineParts, 'origin' | 'consumerGroup' | 'maxRetries' | 'delivery'>;

/** The exact bytes of a rejected record to its dead-letter topic, once its requester has been told. */
export function deadLetter(parts: Parts): Middleware {
  return async (context, next) => {
    await next();
    if (context.rejection !== null) await send(context, context.rejection, parts);
  };
}

async function send(context: Context, rejection: Rejection, parts: Parts): Promise<void> {
  const { record, address, eventType } = context;
  const { refusal, category, cause, retries = 0 } = rejection;
  const correlationId = address?.correlationId ?? null;
  const letter = encodeDeadLetter(
    context,
    {
      refusal,
      category,
      cause,
      retryCount: retries,
      maxRetries: parts.maxRetries,
      consumerGroup: parts.consumerGroup,
      correlationId,
      eventType,
    },
    parts.origin,
  );
  await parts.delivery.deadLetter(record, letter, refusal, correlationId ?? correlationOutside(record));
}
