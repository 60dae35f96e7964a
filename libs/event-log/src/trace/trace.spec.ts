import * as fc from 'fast-check';
import type { LoggedEvent } from '../event';
import { deadLetter, loggedEvent, REQUEST, RESPONSE, SIDE_EVENT, statusEvent } from '../event.fixture';
import { traceOf, type Hop } from './trace';

/** Each hop as `position < position of its cause (how it was found, latency)`, in the order of the trace. */
function shape(events: readonly LoggedEvent[]): readonly string[] {
  const hops = traceOf(events)?.hops ?? [];
  return hops.map(({ event: { position }, parent, foundBy, latencyMs }) => {
    const cause = parent === null ? undefined : hops[parent];
    return cause === undefined ? position : `${position} < ${cause.event.position} (${foundBy}, ${latencyMs})`;
  });
}

const hop = (events: readonly LoggedEvent[], position: number): Hop =>
  traceOf(events)!.hops.find(({ event }) => event.position === String(position))!;

const request = (position: number, given: Parameters<typeof loggedEvent>[1] = {}) =>
  loggedEvent(position, { topic: REQUEST, envelopeId: `e-${position}`, ...given });
const reply = (position: number, given: Parameters<typeof loggedEvent>[1] = {}) =>
  loggedEvent(position, { topic: RESPONSE, envelopeId: `e-${position}`, ...given });

describe('a trace', () => {
  it('is nothing where there are no events', () => {
    expect(traceOf([])).toBeNull();
  });

  it('hangs events below the event that they name as their cause, each cause first', () => {
    const events = [
      reply(4, { causationId: 'e-1', at: 30 }),
      request(1, { at: 0 }),
      loggedEvent(2, { topic: SIDE_EVENT, envelopeId: 'e-2', causationId: 'e-1', at: 10 }),
      loggedEvent(3, { envelopeId: 'e-3', causationId: 'e-2', at: 25 }),
    ];
    expect(shape(events)).toEqual(['1', '2 < 1 (causation, 10)', '3 < 2 (causation, 15)', '4 < 1 (causation, 30)']);
    expect(traceOf(events)).toMatchObject({ durationMs: 30, outcome: 'completed' });
  });

  it('gives a reply without a cause to the request that its topic answers, whatever was asked in between', () => {
    const other = loggedEvent(2, { topic: 'omninode.bridge.request.verify.v1' });
    expect(shape([request(1), other, reply(3)])).toEqual(['1', '3 < 1 (reply, 2)', '2']);
  });

  it('gives a reply without a cause to the last request before it, or to one behind where clocks differ', () => {
    expect(shape([request(1), request(2), reply(3)])).toEqual(['1', '2', '3 < 2 (reply, 1)']);
    expect(shape([request(2, { at: 5 }), reply(3, { at: 1 })])).toEqual(['2', '3 < 2 (reply, -4)']);
  });

  it('gives a dead letter to the record that it holds', () => {
    expect(shape([request(1), request(2), deadLetter(3, 1)])).toEqual(['1', '3 < 1 (record, 2)', '2']);
  });

  it('places what names no cause by the time, below the last request', () => {
    const events = [loggedEvent(1), request(2), statusEvent(3, 'processing', 10), loggedEvent(4)];
    expect(shape(events)).toEqual(['1', '2', '3 < 2 (time, 1)', '4 < 2 (time, 2)']);
    expect(hop(events, 3)).toMatchObject({ status: 'processing', progress: 10, message: 'processing at 10' });
  });

  it('goes by the time of the record, then by that of the sender, then by that of the log', () => {
    const events = [
      request(1, { at: 0, eventTime: new Date(0) }),
      loggedEvent(2, { kafkaTime: null, eventTime: new Date(Date.UTC(2026, 10, 29, 12, 0, 0, 7)), at: 900 }),
      loggedEvent(3, { kafkaTime: null, at: 9 }),
    ];
    expect(shape(events)).toEqual(['1', '2 < 1 (time, 7)', '3 < 1 (time, 9)']);
  });

  it('goes by the order of the log where the time is the same', () => {
    expect(shape([loggedEvent(10, { at: 0 }), request(9, { at: 0 })])).toEqual(['9', '10 < 9 (time, 0)']);
    expect(shape([loggedEvent(9, { at: 0 }), request(10, { at: 0 })])).toEqual(['9', '10']);
  });

  it('keeps an event whose cause is not in the log, and says so', () => {
    const events = [request(1), loggedEvent(2, { causationId: 'gone' })];
    expect(shape(events)).toEqual(['1', '2']);
    expect(hop(events, 2).marks).toEqual(['missing_cause']);
  });

  it('cuts a cycle where it begins, and says so', () => {
    const events = [
      loggedEvent(1, { envelopeId: 'a', causationId: 'c' }),
      loggedEvent(2, { envelopeId: 'b', causationId: 'a' }),
      loggedEvent(3, { envelopeId: 'c', causationId: 'b' }),
      loggedEvent(4, { envelopeId: 'd', causationId: 'd' }),
    ];
    const hops = traceOf(events)!.hops;
    expect(hops.map(({ event }) => event.position).sort()).toEqual(['1', '2', '3', '4']);
    expect(hops.filter(({ marks }) => marks.includes('cycle'))).toHaveLength(2);
  });

  it('marks what was sent twice, asked again and redriven', () => {
    const events = [
      request(1),
      request(2, { envelopeId: 'e-1' }),
      request(3),
      request(4, { envelopeId: 'e-3', headers: { 'x-replay-count': '1' } }),
      loggedEvent(5, { value: { same: true } }),
      loggedEvent(6, { value: { same: true } }),
      loggedEvent(7, { value: { same: 1234 } }),
    ];
    expect([1, 2, 3, 4, 5, 6, 7].map((position) => hop(events, position).marks)).toEqual([
      [],
      ['duplicate'],
      ['retry'],
      ['replayed'],
      [],
      ['duplicate'],
      [],
    ]);
  });

  it('measures each request up to what settled it', () => {
    const refusal = { 'x-error-code': 'invalid_payload' };
    const settled = (...caused: LoggedEvent[]) => hop([request(1), ...caused], 1).settled;
    expect(settled()).toEqual({ outcome: 'pending', durationMs: null });
    expect(settled(reply(3))).toEqual({ outcome: 'answered', durationMs: 2 });
    expect(settled(reply(3, { headers: refusal }))).toEqual({ outcome: 'refused', durationMs: 2 });
    expect(settled(reply(3, { value: { error: { code: 'x', message: 'y' }, payload: {} } }))).toMatchObject({
      outcome: 'refused',
    });
    expect(settled(reply(3, { headers: refusal }), deadLetter(4, 1))).toEqual({
      outcome: 'dead_lettered',
      durationMs: 2,
    });
  });

  it.each([
    ['unknown', [loggedEvent(1)]],
    ['pending', [request(1)]],
    ['completed', [request(1), reply(2)]],
    ['failed', [request(1), deadLetter(2, 1)]],
    ['completed', [request(1), deadLetter(2, 1), request(3), reply(4)]],
    ['pending', [request(1), deadLetter(2, 1), request(3)]],
    ['completed', [request(1), reply(2), request(3)]],
    ['failed', [request(1), deadLetter(2, 1), request(3, { envelopeId: 'e-1' })]],
    [
      'failed',
      [
        request(1),
        reply(2),
        loggedEvent(3, { topic: 'omninode.bridge.request.verify.v1' }),
        deadLetter(4, 0, {
          headers: {
            original_topic: 'omninode.bridge.request.verify.v1',
            original_partition: '0',
            original_offset: '3',
          },
        }),
      ],
    ],
  ])('is %s: %#', (outcome, events) => {
    expect(traceOf(events)?.outcome).toBe(outcome);
  });

  it('takes what cannot be read for an event without facts', () => {
    const events = [
      loggedEvent(1, { topic: RESPONSE, value: null }),
      { ...loggedEvent(2, { topic: RESPONSE }), value: Buffer.from([0xff]), headers: Buffer.from([0x05]) },
      { ...statusEvent(3, 'made-up', 700), key: null },
    ];
    expect(traceOf(events)?.hops).toHaveLength(3);
    expect(hop(events, 3)).toMatchObject({ status: null, progress: null });
  });
});

describe('any events', () => {
  const id = fc.option(
    fc.integer({ min: 0, max: 6 }).map((n) => `e-${n}`),
    { nil: null },
  );
  const event = fc.record({
    topic: fc.constantFrom(REQUEST, RESPONSE, SIDE_EVENT, 'spec.events', 'omninode_codegen_status_session_v1'),
    envelopeId: id,
    causationId: id,
    at: fc.integer({ min: 0, max: 20 }),
    value: fc.constantFrom(null, {}, { payload: { status: 'completed' } }),
  });
  const some = fc.oneof(
    fc.tuple(event, fc.constant(false)).map(
      ([given]) =>
        (position: number) =>
          loggedEvent(position, given),
    ),
    fc.integer({ min: 0, max: 20 }).map((of) => (position: number) => deadLetter(position, of)),
  );
  const conversation = fc
    .array(some, { minLength: 1, maxLength: 20 })
    .map((makers) => makers.map((make, position) => make(position)));

  it('are in the trace, each once, behind what caused it', () => {
    fc.assert(
      fc.property(conversation, (events) => {
        const { hops } = traceOf(events)!;
        expect(hops.map(({ event: { position } }) => Number(position)).sort((a, b) => a - b)).toEqual([
          ...events.keys(),
        ]);
        const astray = hops.filter(({ parent, depth }, index) =>
          parent === null ? depth !== 0 : !(parent < index && depth === hops[parent]!.depth + 1),
        );
        expect(astray).toEqual([]);
      }),
      { numRuns: 2_000 },
    );
  });

  it('hang together: what an event caused follows it without a gap', () => {
    fc.assert(
      fc.property(conversation, (events) => {
        const { hops } = traceOf(events)!;
        const above: number[] = [];
        for (const [index, { parent, depth }] of hops.entries()) {
          above.length = depth;
          expect(above.at(-1) ?? null).toBe(parent);
          above.push(index);
        }
      }),
    );
  });

  it('make the same trace in whatever order they are read', () => {
    fc.assert(
      fc.property(
        conversation.chain((events) =>
          fc.tuple(fc.constant(events), fc.shuffledSubarray(events, { minLength: events.length })),
        ),
        ([events, shuffled]) => {
          expect(traceOf(shuffled)).toEqual(traceOf(events));
        },
      ),
    );
  });

  it('take no longer than they may, a chain and a crowd of a thousand', () => {
    const chain = Array.from({ length: 1_000 }, (_, n) =>
      loggedEvent(n, { envelopeId: `e-${n}`, causationId: `e-${n - 1}` }),
    );
    expect(traceOf(chain)?.hops.at(-1)?.depth).toBe(999);
    const crowd = Array.from({ length: 1_000 }, (_, n) => (n % 2 === 0 ? request(n) : reply(n)));
    expect(traceOf(crowd)?.hops).toHaveLength(1_000);
  });
});
