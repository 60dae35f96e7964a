import { derivedId, type JsonObject } from '#contracts';
import type { Definition, SagaError, Step } from './definition';
import { evolve, TIMEOUT } from './evolve';
import type { Action, EndState, Pending, Saga, SagaEvent, Subject, Trigger } from './saga';

export type Answer = { readonly payload: JsonObject } | { readonly error: SagaError };

/** What a saga hears of the world. */
export type Signal =
  { readonly type: 'answer'; readonly requestId: string; readonly answer: Answer } | { readonly type: 'time' };

/** After which a compensation is given up and left to people. */
export const MAX_ATTEMPTS = 3;

export interface Beginning {
  readonly subject: Subject;
  readonly input: JsonObject;
  readonly trigger: Trigger;
  /** For all steps together; left out: each has its own time only. */
  readonly timeoutMs?: number;
}

/** A saga and its first request. Ids derive from `id`, so that beginning again would ask for nothing new. */
export function begin(id: string, { timeoutMs, ...rest }: Beginning, definition: Definition, now: Date): SagaEvent[] {
  const deadline = timeoutMs === undefined ? null : later(now, timeoutMs);
  const first: SagaEvent = { type: 'begun', at: now.toISOString(), ...rest, deadline };
  return [first, ...proceed(id, evolve(undefined, first), definition, now)];
}

/** What follows from a signal: nothing, where it is late, repeated or too early. */
export function decide(id: string, saga: Saga, signal: Signal, definition: Definition, now: Date): SagaEvent[] {
  const heard = hear(saga, signal, definition, now.toISOString());
  const after = heard.reduce<Saga>(evolve, saga);
  return [...heard, ...proceed(id, after, definition, now)];
}

function hear(saga: Saga, signal: Signal, definition: Definition, at: string): SagaEvent[] {
  const { pending, answered } = saga;
  if (signal.type === 'time') {
    if (pending === null || at < pending.deadline) return [];
    return [failed(pending, { code: TIMEOUT, message: `no answer by ${pending.deadline}` }, at)];
  }
  const { requestId, answer } = signal;
  if (answered.includes(requestId)) return [];
  if (pending?.requestId !== requestId) {
    return [{ type: 'answered_late', at, request_id: requestId, error: 'error' in answer ? answer.error : null }];
  }
  return [settle(saga, pending, answer, stepOf(definition, pending.step), at)];
}

function settle(saga: Saga, pending: Pending, answer: Answer, step: Step, at: string): SagaEvent {
  if ('error' in answer) return failed(pending, answer.error, at);
  if (pending.action === 'compensate') return { type: 'compensated', at, step: step.name };
  const objection = step.objection?.(answer.payload) ?? null;
  if (objection !== null) return failed(pending, objection, at);
  const result = step.result?.(answer.payload, saga) ?? answer.payload;
  return { type: 'completed', at, step: step.name, result };
}

function failed({ step, action, attempt }: Pending, error: SagaError, at: string): SagaEvent {
  if (action === 'run') return { type: 'failed', at, step, error };
  return { type: 'attempt_failed', at, step, error, last: attempt >= MAX_ATTEMPTS };
}

/** Whatever can be done without waiting, and the request that is waited for then. */
function proceed(id: string, saga: Saga, definition: Definition, now: Date): SagaEvent[] {
  const events: SagaEvent[] = [];
  let after = saga;
  while (after.pending === null && after.ended === null) {
    const event = next(id, after, definition, now);
    events.push(event);
    after = evolve(after, event);
  }
  return events;
}

function next(id: string, saga: Saga, definition: Definition, now: Date): SagaEvent {
  const at = now.toISOString();
  if (saga.failure === null) {
    const step = definition.steps[saga.completed.length];
    return step === undefined
      ? { type: 'ended', at, state: 'completed' }
      : request(id, saga, step, 'run', definition, now);
  }
  const due = dueCompensation(saga, definition);
  if (due === undefined) return { type: 'ended', at, state: endOf(saga) };
  if (due.compensation?.by === 'event') return { type: 'compensated', at, step: due.name };
  return request(id, saga, due, 'compensate', definition, now);
}

/** Of the steps that were completed, the last one that is not made good for. */
function dueCompensation({ completed, compensated, abandoned }: Saga, definition: Definition): Step | undefined {
  const open = completed.filter((name) => !compensated.includes(name) && !abandoned.includes(name));
  return open.map((name) => stepOf(definition, name)).findLast(({ compensation }) => compensation !== undefined);
}

function endOf({ compensated, abandoned }: Saga): EndState {
  if (abandoned.length > 0) return 'compensation_failed';
  return compensated.length > 0 ? 'compensated' : 'failed';
}

function request(id: string, saga: Saga, { name }: Step, action: Action, definition: Definition, now: Date): SagaEvent {
  const attempt = action === 'run' ? 1 : saga.attempts + 1;
  const own = later(now, definition.stepTimeoutMs);
  // What is to be undone is not bound by the time that there was for doing it.
  const deadline = action === 'run' && saga.deadline !== null && saga.deadline < own ? saga.deadline : own;
  const request_id = derivedId('saga', id, action, name, String(attempt));
  return { type: 'requested', at: now.toISOString(), step: name, action, attempt, request_id, deadline };
}

export function stepOf({ steps }: Definition, name: string): Step {
  const step = steps.find((candidate) => candidate.name === name);
  if (step === undefined) throw new TypeError(`the workflow has no step ${name}`);
  return step;
}

function later(now: Date, milliseconds: number): string {
  return new Date(now.getTime() + milliseconds).toISOString();
}
