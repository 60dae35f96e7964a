import * as fc from 'fast-check';
import { MAX_ATTEMPTS } from './decide';
import { definitionOf, GivenSaga, STEP_MS, told } from './given.fixture';
import type { SagaEvent } from './saga';

const THREE = definitionOf(['a', 'b', 'c'], ['a', 'b']);

describe('a saga', () => {
  it('asks for the next step when the one before is done, and ends after the last', () => {
    const given = new GivenSaga(THREE);
    expect(given.order).toEqual(['begun', 'run a']);
    expect(given.isAnswered({ x: 1 }).map(told)).toEqual(['completed a', 'run b']);
    given.isAnswered();
    expect(given.isAnswered().map(told)).toEqual(['completed c', 'ended completed']);
    expect(given.saga.results).toMatchObject({ a: { x: 1 } });
  });

  it('undoes what was done, the last first, when a step is refused', () => {
    const given = new GivenSaga(THREE);
    given.isAnswered();
    given.isAnswered();
    expect(given.isRefused().map(told)).toEqual(['failed c', 'compensate b']);
    expect(given.isAnswered().map(told)).toEqual(['compensated b', 'compensate a']);
    expect(given.isAnswered().map(told)).toEqual(['compensated a', 'ended compensated']);
  });

  it('fails where the answer is there but is not good enough', () => {
    const given = new GivenSaga(THREE);
    expect(given.isAnswered({ no: true }).map(told)).toEqual(['failed a', 'ended failed']);
    expect(given.saga.failure).toEqual({ step: 'a', error: { code: 'objected', message: 'no' } });
  });

  it('compensates by an event at once', () => {
    const given = new GivenSaga(definitionOf(['a!', 'b'], ['a!']));
    given.isAnswered();
    expect(given.isRefused().map(told)).toEqual(['failed b', 'compensated a!', 'ended compensated']);
  });

  it('fails with a timeout where no answer comes, and not before', () => {
    const given = new GivenSaga(THREE);
    expect(given.waits(STEP_MS - 1)).toEqual([]);
    expect(given.waits(1).map(told)).toEqual(['failed a', 'ended failed']);
    expect(given.saga.failure?.error.code).toBe('timeout');
  });

  it('waits no longer than all steps together may take', () => {
    const given = new GivenSaga(THREE, STEP_MS + 10);
    given.waits(STEP_MS - 10);
    given.isAnswered();
    expect(given.waits(20).map(told)).toEqual(['failed b', 'compensate a']);
  });

  it('records an answer that comes too late, once, and does nothing about it', () => {
    const given = new GivenSaga(THREE);
    const requestId = given.saga.pending?.requestId;
    given.waits(STEP_MS);
    expect(given.isAnswered({}, requestId).map(told)).toEqual(['answered_late']);
    expect(given.isAnswered({}, requestId)).toEqual([]);
    expect(given.saga).toMatchObject({ completed: [], ended: { state: 'failed' } });
  });

  it('hears nothing new in an answer that comes twice', () => {
    const given = new GivenSaga(THREE);
    const requestId = given.saga.pending?.requestId;
    given.isAnswered();
    expect(given.isAnswered({}, requestId)).toEqual([]);
    expect(given.isRefused('x', requestId)).toEqual([]);
  });

  it('asks for a compensation again, under another id, and in the end leaves it to people', () => {
    const given = new GivenSaga(THREE);
    given.isAnswered();
    given.isRefused();
    const ids = new Set([given.saga.pending?.requestId]);
    for (let attempt = 1; attempt < MAX_ATTEMPTS; attempt++) {
      expect(given.isRefused().map(told)).toEqual(['attempt_failed a', 'compensate a']);
      ids.add(given.saga.pending?.requestId);
    }
    expect(ids.size).toBe(MAX_ATTEMPTS);
    expect(given.waits(STEP_MS).map(told)).toEqual(['attempt_failed a', 'ended compensation_failed']);
    expect(given.saga.abandoned).toEqual(['a']);
  });

  it('goes on with the other compensations where one is given up', () => {
    const given = new GivenSaga(THREE);
    given.isAnswered();
    given.isAnswered();
    given.isRefused();
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) given.isRefused();
    given.isAnswered();
    expect(given.saga).toMatchObject({ abandoned: ['b'], compensated: ['a'], ended: { state: 'compensation_failed' } });
  });
});

/** What may happen next: an answer to one of the requests so far, good or bad, at any time, or time that passes. */
const happening = fc.oneof(
  fc.record({ kind: fc.constant('answer' as const), which: fc.nat(), good: fc.boolean() }),
  fc.record({ kind: fc.constant('time' as const), ms: fc.integer({ min: 0, max: STEP_MS * 2 }) }),
);

const shape = fc
  .array(fc.constantFrom('undone', 'announced', 'kept'), { minLength: 1, maxLength: 5 })
  .map((kinds) =>
    kinds.map((kind, at) => ({ name: `${at}${kind === 'announced' ? '!' : ''}`, undo: kind !== 'kept' })),
  );

const isRequest = (event: SagaEvent) => event.type === 'requested';

describe('whatever comes, in whatever order, however often, and from whichever process', () => {
  it('every saga ends; exactly what was done is undone, the last first; nothing is asked twice under one id', () => {
    fc.assert(
      fc.property(shape, fc.array(happening, { maxLength: 40 }), (steps, happenings) => {
        const undo = steps.filter((step) => step.undo).map(({ name }) => name);
        const names = steps.map(({ name }) => name);
        const given = new GivenSaga(definitionOf(names, undo));
        for (const next of happenings) {
          if (next.kind === 'time') given.waits(next.ms);
          else {
            const requests = given.events.filter(isRequest);
            const { request_id } = requests[next.which % requests.length]!;
            if (next.good) given.isAnswered({}, request_id);
            else given.isRefused('bad', request_id);
          }
        }
        // Nobody answers any more: time alone must bring it to its end.
        for (let more = 0; more < names.length * MAX_ATTEMPTS + 1; more++) given.waits(STEP_MS);

        const { completed, compensated, abandoned, ended, failure } = given.saga;
        expect(completed).toEqual(names.slice(0, completed.length));
        const toUndo = completed.filter((name) => undo.includes(name)).toReversed();
        const treated = given.order.flatMap((line) => /^compensated (.*)/.exec(line)?.[1] ?? []);
        expect(treated).toEqual(failure === null ? [] : toUndo.filter((name) => !abandoned.includes(name)));
        expect([...compensated, ...abandoned].sort()).toEqual(failure === null ? [] : [...toUndo].sort());
        const state =
          failure === null
            ? 'completed'
            : abandoned.length > 0
              ? 'compensation_failed'
              : compensated.length > 0
                ? 'compensated'
                : 'failed';
        expect(ended?.state).toBe(state);
        expect(given.order.filter((line) => line.startsWith('ended'))).toHaveLength(1);
        const ids = given.events.filter(isRequest).map(({ request_id }) => request_id);
        expect(new Set(ids).size).toBe(ids.length);
      }),
      { numRuns: 200 },
    );
  });
});
