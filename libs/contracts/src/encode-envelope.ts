import type { EnvelopeForm } from './envelope';

/** Who publishes, and the clock and id source it does it with. */
export interface Origin {
  readonly service: string;
  readonly instanceId: string;
  readonly hostname: string;
  readonly now: () => Date;
  readonly newId: () => string;
}

export interface EnvelopeParts {
  readonly form: EnvelopeForm;
  readonly eventId: string;
  readonly eventType: string;
  readonly correlationId: string | null;
  readonly sessionId: string | null;
  readonly causationId: string | null;
  readonly metadata: Readonly<Record<string, string>>;
  readonly payload: Readonly<Record<string, unknown>>;
  /** Beside the payload, for conversations whose payload has no place for it. */
  readonly error?: { readonly code: string; readonly message: string };
}

/** One message as JSON text in the asked-for envelope (wire-facts 1.1: E1, E2, none). */
export function encodeEnvelope(parts: EnvelopeParts, origin: Origin): string {
  const error = parts.error === undefined ? {} : { error: parts.error };
  const timestamp = origin.now().toISOString();
  switch (parts.form) {
    case 'onex-v1':
      return JSON.stringify({
        envelope_version: '1.0',
        correlation_id: parts.correlationId,
        session_id: parts.sessionId,
        event_type: parts.eventType,
        timestamp,
        payload: parts.payload,
        ...error,
      });
    case 'architecture':
      return JSON.stringify({
        event_id: parts.eventId,
        event_type: parts.eventType,
        correlation_id: parts.correlationId,
        causation_id: parts.causationId,
        timestamp,
        version: '1.0.0',
        source: { service: origin.service, instance_id: origin.instanceId, hostname: origin.hostname },
        metadata: parts.metadata,
        payload: parts.payload,
        ...error,
      });
    case 'flat':
      return JSON.stringify({ ...error, ...parts.payload });
  }
}
