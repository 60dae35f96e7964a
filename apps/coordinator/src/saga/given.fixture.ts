import type { JsonObject } from '#contracts';
import { begin, decide, type Signal } from './decide';
import type { Definition, Step } from './definition';
import { fold } from './evolve';
import type { Saga, SagaEvent, Trigger } from './saga';

export const ID = '0b0e7f2c-7b61-4c2e-9a52-3a1d7f0c9e11';
export const START = new Date('2026-03-14T12:00:00.000Z');
export const STEP_MS = 30_000;

export const TRIGGER: Trigger = {
  topic: 'omninode.onex.request.node_invoke.v1',
  form: 'architecture',
  correlationId: 'c-1',
  sessionId: null,
  eventId: 'e-1',
  origin: 'e-1',
  echo: {},
  trace: {},
};

/** Steps by name; those of `undo` are compensated by a request, or by an event where their name ends in `!`. */
export function definitionOf(names: readonly string[], undo: readonly string[] = []): Definition {
  const steps = names.map((name): Step => ({
    name,
    nodeType: 'effect',
    operation: 'stamp',
    payload: ({ input }) => input,
    objection: ({ no }) => (no === true ? { code: 'objected', message: 'no' } : null),
    ...(undo.includes(name) && { compensation: compensationOf(name) }),
  }));
  return { stepTimeoutMs: STEP_MS, steps };
}

function compensationOf(name: string): Step['compensation'] {
  if (!name.endsWith('!')) return { by: 'request', operation: 'verify', payload: () => ({ content: name }) };
  const payload = { blake3_hash: name, reason: 'withdrawn', validation_errors: [] };
  return { by: 'event', event: () => ({ type: 'validation_failed', payload }) };
}

/** A saga that is told signals one after the other, at times of its own. */
export class GivenSaga {
  readonly events: SagaEvent[];
  now = START;

  constructor(
    readonly definition: Definition,
    timeoutMs?: number,
  ) {
    const subject = { kind: 'workflow', name: 'w', id: 'w-1' } as const;
    this.events = begin(ID, { subject, input: {}, trigger: TRIGGER, timeoutMs }, definition, START);
  }

  /** As whoever takes over after a crash has it: from what was stored, as it was stored. */
  get saga(): Saga {
    const saga = fold(JSON.parse(JSON.stringify(this.events)) as SagaEvent[]);
    if (saga === undefined) throw new Error('it has not begun');
    return saga;
  }

  /** What follows from it. */
  hears(signal: Signal): SagaEvent[] {
    const events = decide(ID, this.saga, signal, this.definition, this.now);
    this.events.push(...events);
    return events;
  }

  isAnswered(payload: JsonObject = {}, requestId = this.saga.pending?.requestId ?? ''): SagaEvent[] {
    return this.hears({ type: 'answer', requestId, answer: { payload } });
  }

  isRefused(code = 'internal_error', requestId = this.saga.pending?.requestId ?? ''): SagaEvent[] {
    return this.hears({ type: 'answer', requestId, answer: { error: { code, message: code } } });
  }

  waits(milliseconds: number): SagaEvent[] {
    this.now = new Date(this.now.getTime() + milliseconds);
    return this.hears({ type: 'time' });
  }

  get order(): readonly string[] {
    return this.events.map(told);
  }
}

/** An event in two words. */
export function told(event: SagaEvent): string {
  if (event.type === 'requested') return `${event.action} ${event.step}`;
  if (event.type === 'ended') return `ended ${event.state}`;
  return 'step' in event ? `${event.type} ${event.step}` : event.type;
}
