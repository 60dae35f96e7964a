import { refusal, type Refusal } from '#contracts';
import type { Middleware } from '#event-bus';
import type { CancelledSessions } from './cancelled-sessions';

export const sessionCancelled = (): Refusal => refusal('cancelled', 'its session was cancelled');

/** A request whose session was cancelled is answered so, and not worked on. */
export function refuseCancelled(sessions: Pick<CancelledSessions, 'has'>): Middleware {
  return async (context, next) => {
    const session = context.rejection === null ? (context.request?.sessionId ?? null) : null;
    if (session !== null && (await sessions.has(session))) {
      context.reject({ refusal: sessionCancelled(), category: 'contract' });
    }
    return next();
  };
}
