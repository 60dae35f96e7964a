import { checkOf, entryOf, entryOfTopic, type JsonObject, type OutboundRecord } from '#contracts';
import { ID, definitionOf, GivenSaga, STEP_MS } from './given.fixture';
import { fold } from './evolve';
import { recordsOf } from './records';
import type { SagaEvent } from './saga';

const ORIGIN = {
  service: 'coordinator',
  version: '1.0.0',
  instanceId: 'c-1',
  hostname: 'host',
  now: () => new Date('2026-03-14T12:00:01.000Z'),
  newId: () => 'never used',
};

const STAMP_VERSION = entryOf('bridge.request.stamp')?.version;

/** What the last `count` events have the bus hear. */
function heard(given: GivenSaga, last: readonly SagaEvent[]): OutboundRecord[] {
  const before = fold(given.events.slice(0, given.events.length - last.length));
  return recordsOf(ID, before, last, given.definition, ORIGIN);
}

const bodyOf = ({ value }: OutboundRecord) => JSON.parse(String(value)) as JsonObject;
const payloads = (records: readonly OutboundRecord[]) =>
  records.map((record) => [record.topic.split('.').at(-2), bodyOf(record)['payload']]);

describe('what the bus hears of a saga', () => {
  it('that it runs, its first node, and the request for it', () => {
    const given = new GivenSaga(definitionOf(['a', 'b']));
    expect(payloads(heard(given, given.events))).toEqual([
      [
        'node_started',
        { node_type: 'effect', node_name: 'a', contract: { name: 'bridge.request.stamp', version: STAMP_VERSION } },
      ],
      ['workflow_state', { workflow_id: 'w-1', state: 'running', nodes_completed: [] }],
      ['stamp', {}],
    ]);
  });

  it('a step that failed, what undoes the others, and how it ended, at once where nothing is waited for', () => {
    const given = new GivenSaga(definitionOf(['a!', 'b'], ['a!']));
    given.isAnswered();
    given.now = new Date(given.now.getTime() + 10);
    expect(payloads(heard(given, given.isRefused('no_room')))).toEqual([
      [
        'node_failed',
        { node_type: 'effect', node_name: 'b', error: { code: 'no_room', message: 'no_room' }, stack_trace: null },
      ],
      ['validation_failed', { blake3_hash: 'a!', reason: 'withdrawn', validation_errors: [] }],
      ['validation_failed', { content_hash: 'a!', reason: 'withdrawn', validation_errors: [] }],
      ['workflow_state', { workflow_id: 'w-1', state: 'compensated', nodes_completed: ['a!'] }],
    ]);
  });

  it('how long a node took, and that undoing has begun', () => {
    const given = new GivenSaga(definitionOf(['a', 'b'], ['a']));
    given.now = new Date(given.now.getTime() + 10);
    expect(payloads(heard(given, given.isAnswered({ x: 1 })))[0]).toEqual([
      'node_completed',
      { node_type: 'effect', node_name: 'a', result: { x: 1 }, duration_ms: 10 },
    ]);
    expect(payloads(heard(given, given.waits(STEP_MS)))).toMatchObject([
      ['node_failed', { error: { code: 'timeout' } }],
      ['workflow_state', { state: 'compensating' }],
      ['verify', { content: 'a' }],
    ]);
  });

  it('nothing of an answer that is late', () => {
    const given = new GivenSaga(definitionOf(['a']));
    const requestId = given.saga.pending?.requestId;
    given.waits(STEP_MS);
    expect(heard(given, given.isAnswered({}, requestId))).toEqual([]);
  });

  it('the same ids whenever it is told again, all different, and only what the catalog knows', () => {
    const given = new GivenSaga(definitionOf(['a', 'b'], ['a']));
    const steps = [given.events.slice(), given.isAnswered(), given.isRefused(), given.isAnswered()];
    const all = () => {
      let told: SagaEvent[] = [];
      return steps.flatMap((events) => {
        const before = fold(told);
        told = [...told, ...events];
        return recordsOf(ID, before, events, given.definition, ORIGIN);
      });
    };
    const ids = all().map((record) => bodyOf(record)['event_id']);
    expect(all().map((record) => bodyOf(record)['event_id'])).toEqual(ids);
    expect(new Set(ids).size).toBe(ids.length);
    for (const record of all().filter(({ topic }) => topic.includes('.event.'))) {
      const entry = entryOfTopic(record.topic);
      expect([record.topic, entry && checkOf(entry.payload)(bodyOf(record)['payload'])]).toEqual([record.topic, []]);
      expect(record.key).toBe(entry?.key === 'workflow_id' ? 'w-1' : 'c-1');
    }
  });
});
