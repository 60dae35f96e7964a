import { correlationOutside, encodeDeadLetter } from '#contracts';
import { asError, StoppedError } from '../failures';
import { isCancelled, mistake, type Context, type Rejection } from './context';
import type { Middleware } from './middleware';
import type { PipelineParts } from './pipeline';

type Parts = Pick<PipelineParts, 'origin' | 'consumerGroup' | 'maxRetries' | 'delivery'>;

/**
 * The exact bytes of a rejected record to its dead-letter topic, once its requester has been told. A step that breaks
 * down is a mistake of ours, and one more rejection: it must not hold up the records behind this one.
 */
export function deadLetter(parts: Parts): Middleware {
  return async (context, next) => {
    const broken = await failureOf(next);
    if (broken !== null) {
      context.breakOff(mistake(`${context.handler.name} failed`, broken));
      // Once more, to tell the requester; what cannot even say no is dead-lettered without an answer.
      if ((await failureOf(next)) !== null) context.takeOutbox();
    }
    const { rejection } = context;
    if (rejection !== null && !isCancelled(rejection)) await send(context, rejection, parts);
  };
}

async function failureOf(next: () => Promise<void>): Promise<Error | null> {
  try {
    await next();
    return null;
  } catch (caught) {
    if (caught instanceof StoppedError) throw caught;
    return asError(caught);
  }
}

async function send(context: Context, rejection: Rejection, parts: Parts): Promise<void> {
  const { record, address, eventType } = context;
  const { refusal, category, cause, retries = 0 } = rejection;
  const correlationId = address?.correlationId ?? null;
  const failure = {
    refusal,
    category,
    cause,
    retryCount: retries,
    maxRetries: parts.maxRetries,
    consumerGroup: parts.consumerGroup,
    correlationId,
    eventType,
  };
  const letter = context.inTrace(encodeDeadLetter(context, failure, parts.origin));
  await parts.delivery.deadLetter(record, letter, refusal, correlationId ?? correlationOutside(record));
}
