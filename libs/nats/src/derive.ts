import { derivedId, OPERATION_DEFINITIONS, type Operation } from '#contracts';
import type { ForwardedMessage } from './message';

/** The work that is forwarded; what else the bus asks of a worker, such as its health, is nobody's step or usage. */
const STEP_NAMES: ReadonlyMap<Operation, string> = new Map(
  OPERATION_DEFINITIONS.flatMap(({ name, step }) => (step === undefined ? [] : [[name, step] as const])),
);

export function isForwarded(operation: Operation): boolean {
  return STEP_NAMES.has(operation);
}

/** A request as it came, without what is in it. */
export interface Asked {
  readonly operation: Operation;
  /** Unique per request as sent: its event id, else where it stands in the log. */
  readonly origin: string;
  readonly correlationId: string;
  readonly sessionId: string | null;
  readonly eventId: string | null;
  /** `user_id`, `tenant_id`, `trace_id`, `span_id`, as far as the request names them. */
  readonly trace: Readonly<Record<string, string>>;
  /** How many things it asks about: the items of a batch, else 1; 0 where it could not be read. */
  readonly items: number;
  /** Size of the message. */
  readonly bytes: number;
}

/** How it ended. `refused`: the request was at fault; `failed`: we were. */
export interface Ended {
  readonly outcome: 'answered' | 'refused' | 'failed';
  readonly at: Date;
  readonly durationMs: number;
  /** Why it was not answered, as far as it is known; `null` when it was. */
  readonly error: { readonly code?: string; readonly message: string } | null;
}

type Step = Extract<ForwardedMessage, { family: 'orchestrator.step' }>;

/** The step begins. A request that cannot be read begins none: it only fails. */
export function deriveStarted(asked: Asked, at: Date, service: string): ForwardedMessage[] {
  return [step(asked, 'started', at, service, {})];
}

/**
 * The step ends, and what was answered is metered. Refusals and failures are no usage: nothing was served, and a dead
 * letter that is sent again would be metered twice. A business "no", such as `valid: false`, is an answer.
 */
export function deriveEnded(asked: Asked, ended: Ended, service: string): ForwardedMessage[] {
  const { outcome, at, durationMs, error } = ended;
  const execution = { execution_time_ms: durationMs };
  if (outcome === 'answered') {
    return [step(asked, 'completed', at, service, execution), usage(asked, at, durationMs, service)];
  }
  const reason = error ?? { message: `${asked.operation} was not answered` };
  return [step(asked, 'failed', at, service, { ...execution, error: { ...reason } })];
}

/** The workflow is the session, or else the conversation; neither must be a UUID, because the bus allows any text. */
function step(
  asked: Asked,
  status: Step['payload']['status'],
  at: Date,
  service: string,
  more: Pick<Step['payload'], 'execution_time_ms' | 'error'>,
): Step {
  const { operation, origin, correlationId, sessionId, eventId, trace } = asked;
  const subject = `orchestrator.step.${status}`;
  return {
    family: 'orchestrator.step',
    subject,
    eventId: derivedId(origin, operation, subject),
    payload: {
      step_id: derivedId(origin, operation, 'orchestrator.step'),
      workflow_id: sessionId ?? correlationId,
      timestamp: at.toISOString(),
      step_name: STEP_NAMES.get(operation) ?? operation,
      status,
      service_name: service,
      step_type: operation,
      ...more,
      metadata: { ...trace, ...(eventId === null ? {} : { request_id: eventId }), correlation_id: correlationId },
    },
  };
}

/** Without a cost: nothing here has a price. */
function usage(asked: Asked, at: Date, durationMs: number, service: string): ForwardedMessage {
  const { operation, origin, correlationId, trace, items, bytes } = asked;
  const { user_id, tenant_id } = trace;
  const subject = 'usage.metered.api_call';
  const eventId = derivedId(origin, operation, subject);
  return {
    family: 'usage.metered',
    subject,
    eventId,
    payload: {
      event_id: eventId,
      timestamp: at.toISOString(),
      service_name: service,
      ...(user_id === undefined ? {} : { user_id }),
      ...(tenant_id === undefined ? {} : { tenant_id }),
      event_type: 'api_call',
      resource_type: 'api_call',
      quantity: 1,
      unit: 'request',
      metadata: { operation, items, bytes, response_time_ms: durationMs, correlation_id: correlationId },
    },
  };
}
