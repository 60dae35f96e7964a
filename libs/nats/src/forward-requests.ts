import { isObject, MAX_ID_LENGTH } from '#contracts';
import type { Context, Middleware } from '#event-bus';
import { deriveEnded, deriveStarted, isForwarded, type Asked, type Ended } from './derive';
import type { ForwardedMessage } from './message';

export interface ForwardRequestsParts {
  readonly service: string;
  readonly now: () => Date;
  /** Rejects when the messages must be sent again later. */
  readonly send: (messages: readonly ForwardedMessage[]) => Promise<void>;
  /** Told how long each answered request took. */
  readonly onAnswered: (tookMs: number) => void;
}

/**
 * Makes messages of what the bus does: the step begins, and ends when everything the request led to is published. The
 * record's offset waits for both, so that a crash repeats them, under the same ids, and loses none.
 */
export function forwardRequests({ service, now, send, onAnswered }: ForwardRequestsParts): Middleware {
  return async (context, next) => {
    const asked = askedOf(context);
    // No conversation and so no workflow, or none of our work.
    if (asked === null) return next();
    const from = performance.now();
    const starts = context.request === null ? [] : deriveStarted(asked, now(), service);
    const begun = send(starts).then(
      () => true,
      () => false,
    );
    await next();
    const ended = endOf(context, now(), performance.now() - from);
    if (ended.outcome === 'answered') onAnswered(ended.durationMs);
    const ends = deriveEnded(asked, ended, service);
    await context.attempt(async () => send([...((await begun) ? [] : starts), ...ends]));
  };
}

function endOf({ outcome, rejection }: Context, at: Date, tookMs: number): Ended {
  const durationMs = Math.round(tookMs * 1000) / 1000;
  if (rejection === null) return { outcome: 'answered', at, durationMs, error: null };
  const { code, message } = rejection.refusal;
  return { outcome: outcome === 'refused' ? 'refused' : 'failed', at, durationMs, error: { code, message } };
}

function askedOf({ record, request, address }: Context): Asked | null {
  if (address === null) return null;
  const { origin, correlationId, sessionId, eventId, trace, route } = address;
  // An id that long was refused: no step can name its workflow.
  if (!isForwarded(route.operation) || correlationId.length > MAX_ID_LENGTH) return null;
  const items = request === null ? 0 : itemsOf(request.payload);
  const bytes = record.value?.length ?? 0;
  return { operation: route.operation, origin, correlationId, sessionId, eventId, trace, items, bytes };
}

function itemsOf(payload: unknown): number {
  return isObject(payload) && Array.isArray(payload['contents']) ? payload['contents'].length : 1;
}
