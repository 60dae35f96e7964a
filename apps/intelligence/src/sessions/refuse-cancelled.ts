import { refusal } from '#contracts';
import type { Middleware } from '#event-bus';
import type { CancelledSessions } from './cancelled-sessions';

/** A request whose session was cancelled is answered so, and not worked on. */
export function refuseCancelled(sessions: Pick<CancelledSessions, 'has'>): Middleware {
  return async (context, next) => {
    const session = context.rejection === null ? (context.request?.sessionId ?? null) : null;
    if (session !== null && (await sessions.has(session))) {
      context.reject({ refusal: refusal('cancelled', 'its session was cancelled'), category: 'contract' });
    }
    return next();
  };
}
