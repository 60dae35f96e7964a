import type { Pending, Saga, SagaEvent } from './saga';

/** What a saga is after all of its events; `undefined` before the first. */
export function fold(events: readonly SagaEvent[]): Saga | undefined {
  return events.reduce<Saga | undefined>((saga, event) => evolve(saga, event), undefined);
}

export function evolve(saga: Saga | undefined, event: SagaEvent): Saga {
  if (event.type === 'begun') return begun(event);
  if (saga === undefined) throw new TypeError(`a saga cannot begin with ${event.type}`);
  return { ...saga, ...changes(saga, event), version: saga.version + 1 };
}

function begun({ subject, input, trigger, deadline, at }: Extract<SagaEvent, { type: 'begun' }>): Saga {
  return {
    version: 1,
    subject,
    input,
    trigger,
    beganAt: at,
    deadline,
    results: {},
    completed: [],
    compensated: [],
    abandoned: [],
    failure: null,
    pending: null,
    attempts: 0,
    answered: [],
    ended: null,
  };
}

function changes(saga: Saga, event: Exclude<SagaEvent, { type: 'begun' }>): Partial<Saga> {
  switch (event.type) {
    case 'requested': {
      const { step, action, attempt, request_id, deadline, at } = event;
      return { pending: { step, action, attempt, requestId: request_id, since: at, deadline } };
    }
    case 'completed': {
      const results = { ...saga.results, [event.step]: event.result };
      return { ...settled(saga), results, completed: [...saga.completed, event.step] };
    }
    case 'failed':
      return { ...unless(event.error.code, saga), failure: { step: event.step, error: event.error } };
    case 'compensated':
      return { ...settled(saga), compensated: [...saga.compensated, event.step], attempts: 0 };
    case 'attempt_failed': {
      const { last, step, error } = event;
      return last
        ? { ...unless(error.code, saga), abandoned: [...saga.abandoned, step], attempts: 0 }
        : { ...unless(error.code, saga), attempts: saga.attempts + 1 };
    }
    case 'answered_late':
      return { answered: [...saga.answered, event.request_id] };
    case 'ended':
      return { ended: { at: event.at, state: event.state } };
  }
}

/** What failed by its deadline may still be answered. */
function unless(code: string, saga: Saga): Pick<Saga, 'pending' | 'answered'> {
  return code === TIMEOUT ? { pending: null, answered: saga.answered } : settled(saga);
}

function settled({ pending, answered }: { pending: Pending | null; answered: readonly string[] }) {
  return { pending: null, answered: pending === null ? answered : [...answered, pending.requestId] };
}

export const TIMEOUT = 'timeout';
