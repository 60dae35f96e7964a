import type { Origin } from '#contracts';
import type { ForwardedMessage } from './message';

/** A call over HTTP that was served. */
export interface ServedCall {
  /** Method and pattern of the path, such as `GET /api/v1/events/:id`. */
  readonly operation: string;
  /** Who called; absent where nobody has to say so. */
  readonly actor?: string;
  readonly requestId: string;
  readonly status: number;
  readonly tookMs: number;
}

/** A call as usage. Unlike a record it is never handled twice, so its id is its own. */
export function deriveCall(
  { operation, actor, requestId, status, tookMs }: ServedCall,
  { service, now, newId }: Pick<Origin, 'service' | 'now' | 'newId'>,
): ForwardedMessage {
  const eventId = newId();
  return {
    family: 'usage.metered',
    subject: 'usage.metered.api_call',
    eventId,
    payload: {
      event_id: eventId,
      timestamp: now().toISOString(),
      service_name: service,
      ...(actor !== undefined && { user_id: actor }),
      event_type: 'api_call',
      resource_type: 'api_call',
      quantity: 1,
      unit: 'request',
      metadata: { operation, request_id: requestId, http_status: status, response_time_ms: tookMs },
    },
  };
}
