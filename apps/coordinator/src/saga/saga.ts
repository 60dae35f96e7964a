import type { EnvelopeForm, JsonObject, OnexNodeType } from '#contracts';
import type { Facts, SagaError } from './definition';

/** What was asked for. */
export type Subject =
  | { readonly kind: 'workflow'; readonly name: string; readonly id: string }
  | { readonly kind: 'node'; readonly name: string; readonly nodeType: OnexNodeType };

/** Who asked, as far as that is needed to answer and to say what an event was caused by: a reply's address as data. */
export interface Trigger {
  readonly topic: string;
  readonly form: EnvelopeForm;
  readonly correlationId: string;
  readonly sessionId: string | null;
  readonly eventId: string | null;
  readonly origin: string;
  readonly echo: Readonly<Record<string, string>>;
  readonly trace: Readonly<Record<string, string>>;
}

export const END_STATES = ['completed', 'failed', 'compensated', 'compensation_failed'] as const;
/**
 * `failed`: there was nothing to undo. `compensated`: all that was done is made good for. `compensation_failed`: not
 * all of it.
 */
export type EndState = (typeof END_STATES)[number];

export type Action = 'run' | 'compensate';

/** Times are instants in ISO 8601. */
export type SagaEvent = { readonly at: string } & (
  | {
      readonly type: 'begun';
      readonly subject: Subject;
      readonly input: JsonObject;
      readonly trigger: Trigger;
      readonly deadline: string | null;
    }
  | {
      readonly type: 'requested';
      readonly step: string;
      readonly action: Action;
      readonly attempt: number;
      /** The event id of the request, which its answer names as its cause. */
      readonly request_id: string;
      readonly deadline: string;
    }
  | { readonly type: 'completed'; readonly step: string; readonly result: JsonObject }
  | { readonly type: 'failed'; readonly step: string; readonly error: SagaError }
  | { readonly type: 'compensated'; readonly step: string }
  | { readonly type: 'attempt_failed'; readonly step: string; readonly error: SagaError; readonly last: boolean }
  | { readonly type: 'answered_late'; readonly request_id: string; readonly error: SagaError | null }
  | { readonly type: 'ended'; readonly state: EndState }
);

export interface Pending {
  readonly step: string;
  readonly action: Action;
  readonly attempt: number;
  readonly requestId: string;
  readonly since: string;
  readonly deadline: string;
}

export interface Saga extends Facts {
  readonly version: number;
  readonly subject: Subject;
  readonly trigger: Trigger;
  readonly beganAt: string;
  /** When no further step may be waited for. */
  readonly deadline: string | null;
  /** In the order in which they were completed. */
  readonly completed: readonly string[];
  readonly compensated: readonly string[];
  /** Whose compensation was given up. */
  readonly abandoned: readonly string[];
  readonly failure: { readonly step: string; readonly error: SagaError } | null;
  readonly pending: Pending | null;
  /** Failed attempts at the compensation that is due. */
  readonly attempts: number;
  /** Requests whose answer is known: another one says nothing new. */
  readonly answered: readonly string[];
  readonly ended: { readonly at: string; readonly state: EndState } | null;
}

/** How a saga is for those who watch it. */
export function stateOf({ ended, failure }: Pick<Saga, 'ended' | 'failure'>): EndState | 'running' | 'compensating' {
  return ended?.state ?? (failure === null ? 'running' : 'compensating');
}
