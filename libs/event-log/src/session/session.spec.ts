import * as fc from 'fast-check';
import type { LoggedEvent } from '../event';
import { deadLetter, loggedEvent, REQUEST, RESPONSE, statusEvent } from '../event.fixture';
import { sessionOf } from './session';
import { durationsOf, severityOf } from './statistics';

/** A request that is answered after so long, in a conversation of its own. */
function answered(position: number, milliseconds: number): LoggedEvent[] {
  const correlationId = `c-${position}`;
  return [
    loggedEvent(position, { topic: REQUEST, correlationId, at: position }),
    loggedEvent(position + 1, {
      topic: RESPONSE,
      correlationId,
      at: position + milliseconds,
      eventType: 'StampResponse',
    }),
  ];
}

describe('a session', () => {
  it('is nothing where there are no events', () => {
    expect(sessionOf([])).toBeNull();
  });

  it('has a timeline over all of its conversations, with status and progress as they were last told', () => {
    const report = sessionOf([
      ...answered(10, 100),
      statusEvent(30, 'completed', 100, { at: 200 }),
      statusEvent(20, 'processing', 10, { at: 50, correlationId: null }),
      ...answered(40, 1),
    ]);
    expect(report).toMatchObject({ status: 'completed', progress: 100, durationMs: 190 });
    expect(report?.timeline.map(({ event }) => event.position)).toEqual(['10', '40', '41', '20', '11', '30']);
  });

  it('counts what was asked, and the share that was answered of what is no longer pending', () => {
    const failed = [
      loggedEvent(50, { topic: REQUEST, correlationId: 'f' }),
      deadLetter(51, 50, { correlationId: 'f' }),
    ];
    const pending = loggedEvent(60, { topic: REQUEST, correlationId: 'p' });
    const report = sessionOf([...answered(10, 100), ...answered(20, 100), ...answered(30, 100), ...failed, pending]);
    expect(report?.requests).toEqual({ answered: 3, failed: 1, pending: 1 });
    expect(report?.successRate).toBe(0.75);
    expect(sessionOf([pending])?.successRate).toBeNull();
  });

  it('breaks its events down by type and topic, most first, with their errors', () => {
    const report = sessionOf([...answered(10, 1), ...answered(20, 1), deadLetter(30, 10, { correlationId: 'c-10' })]);
    expect(report?.byType).toEqual([
      { name: '(none)', events: 3, errors: 1 },
      { name: 'StampResponse', events: 2, errors: 0 },
    ]);
    expect(report?.byTopic.map(({ events, errors }) => [events, errors])).toEqual([
      [2, 0],
      [2, 0],
      [1, 1],
    ]);
  });

  it('names the topics whose requests take long', () => {
    const bottleneck = (milliseconds: number) => sessionOf(answered(10, milliseconds))?.bottlenecks;
    expect(bottleneck(1_000)).toEqual([]);
    expect(bottleneck(5_001)).toEqual([{ topic: REQUEST, requests: 1, p95Ms: 5_001, severity: 'critical' }]);
  });

  it('lets no time run backwards where clocks differ', () => {
    expect(sessionOf(answered(10, -5))?.durations).toMatchObject({ min: 0, max: 0 });
  });
});

describe('a duration', () => {
  it.each([
    [5_001, 'critical'],
    [5_000, 'high'],
    [2_001, 'high'],
    [2_000, 'medium'],
    [1_001, 'medium'],
    [1_000, null],
  ])('of %i ms is %s', (milliseconds, severity) => {
    expect(severityOf(milliseconds)).toBe(severity);
  });
});

describe('durations', () => {
  it('of a hundred requests', () => {
    const hundred = Array.from({ length: 100 }, (_, n) => 100 - n);
    expect(durationsOf(hundred)).toEqual({ avg: 50.5, min: 1, max: 100, p50: 50, p95: 95, p99: 99 });
    expect(durationsOf([])).toBeNull();
  });

  it('are ordered, and a share of at least that size lies at or below each percentile', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(10_000), { minLength: 1, maxLength: 200 }), (milliseconds) => {
        const { min, avg, max, p50, p95, p99 } = durationsOf(milliseconds)!;
        expect([min, p50, p95, p99, max]).toEqual([min, p50, p95, p99, max].toSorted((a, b) => a - b));
        expect(avg).toBeGreaterThanOrEqual(min);
        expect(avg).toBeLessThanOrEqual(max);
        for (const [share, value] of [
          [0.5, p50],
          [0.95, p95],
          [0.99, p99],
        ] as const) {
          expect(milliseconds.filter((one) => one <= value).length / milliseconds.length).toBeGreaterThanOrEqual(share);
          expect(milliseconds.filter((one) => one < value).length / milliseconds.length).toBeLessThan(share);
        }
      }),
    );
  });
});
