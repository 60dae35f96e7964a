import * as fc from 'fast-check';
import { checkOf, DlqAlertEvent, SystemAlertEvent } from '#contracts';
import { dlqAlertEvent, dlqAlertEnd, systemAlert, systemAlertEnd } from './alert-payloads';
import {
  decideAlerts,
  DEFAULT_ALERT_RULE,
  endedAlerts,
  type Alert,
  type AlertState,
  type OpenRecords,
} from './decide-alerts';

const START = Date.parse('2025-10-29T10:30:00.000Z');
const TOPIC = 'omninode_codegen_dlq_validate_v1';

/** Runs rounds of (seconds since start, open records per topic) and answers the alerts of each round. */
function alertsOf(...rounds: readonly (readonly [number, Readonly<Record<string, number>>])[]): Alert[][] {
  let state: AlertState = new Map();
  return rounds.map(([seconds, open]) => {
    const decision = decideAlerts(state, countsOf(open), new Date(START + seconds * 1_000));
    state = decision.state;
    return [...decision.alerts];
  });
}

function countsOf(open: Readonly<Record<string, number>>): OpenRecords[] {
  return Object.entries(open).map(([dlq_topic, count]) => ({ dlq_topic, open: count }));
}

describe('an alert', () => {
  it('needs more than ten open records', () => {
    expect(alertsOf([0, { [TOPIC]: 10 }])).toEqual([[]]);
    expect(alertsOf([0, { [TOPIC]: 11 }])).toMatchObject([[{ dlq_topic: TOPIC, open: 11, threshold: 10, repeat: 1 }]]);
  });

  it('is repeated after the cool-down, and only while still above', () => {
    const above = { [TOPIC]: 12 };
    const rounds = alertsOf([0, above], [899.999, above], [900, above], [1_799, above], [1_800, { [TOPIC]: 10 }]);
    expect(rounds.map((alerts) => alerts.map(({ repeat }) => repeat))).toEqual([[1], [], [2], [], []]);
  });

  it('is a warning above the threshold and critical above ten times it', () => {
    const severity = (open: number) => alertsOf([0, { [TOPIC]: open }])[0]?.[0]?.severity;
    expect([11, 100, 101].map(severity)).toEqual(['warning', 'warning', 'critical']);
  });

  it('grows critical with the next one that is due, not within the cool-down', () => {
    const rounds = alertsOf([0, { [TOPIC]: 11 }], [60, { [TOPIC]: 5_000 }], [900, { [TOPIC]: 5_000 }]);
    expect(rounds.map((alerts) => alerts.map(({ severity }) => severity))).toEqual([['warning'], [], ['critical']]);
  });

  it('begins anew after the topic came down, but never sooner than the cool-down allows', () => {
    const rounds = alertsOf([0, { [TOPIC]: 11 }], [1, {}], [2, { [TOPIC]: 11 }], [900, { [TOPIC]: 11 }]);
    expect(rounds.map((alerts) => alerts.map(({ repeat }) => repeat))).toEqual([[1], [], [], [1]]);
  });

  it('is each topic’s own', () => {
    const rounds = alertsOf([0, { a: 11 }], [1, { a: 11, b: 11 }], [900, { a: 11, b: 11 }]);
    expect(rounds.map((alerts) => alerts.map(({ dlq_topic }) => dlq_topic))).toEqual([['a'], ['b'], ['a']]);
  });

  it('is due again when the new state was not kept, because it could not be sent', () => {
    const counts = countsOf({ [TOPIC]: 11 });
    const first = decideAlerts(new Map(), counts, new Date(START));
    expect(decideAlerts(new Map(), counts, new Date(START))).toEqual(first);
  });

  it('is not made of a count that is no number', () => {
    expect(alertsOf([0, { [TOPIC]: Number.NaN }])).toEqual([[]]);
  });

  it('follows the rule it is given', () => {
    const rule = { threshold: 0, cooldownSeconds: 0 };
    const decide = (open: number) => decideAlerts(new Map(), countsOf({ [TOPIC]: open }), new Date(START), rule);
    expect([0, 1].map((open) => decide(open).alerts.length)).toEqual([0, 1]);
  });

  it('is forgotten once the topic is down and the cool-down over', () => {
    const { state } = decideAlerts(new Map(), countsOf({ [TOPIC]: 11 }), new Date(START));
    expect(decideAlerts(state, [], new Date(START + 899_999)).state.size).toBe(1);
    expect(decideAlerts(state, [], new Date(START + 900_000)).state.size).toBe(0);
  });
});

describe('the end of an alert', () => {
  const alerted_at = new Date(START);
  const ended = (open: Readonly<Record<string, number>>) =>
    endedAlerts([{ dlq_topic: TOPIC, alerted_at }], countsOf(open), new Date(START + 60_000));

  it('comes with the first look at or below the threshold', () => {
    expect(ended({ [TOPIC]: 11 })).toEqual([]);
    expect(ended({ [TOPIC]: 10 })).toEqual([
      { dlq_topic: TOPIC, open: 10, threshold: 10, alerted_at, at: new Date(START + 60_000) },
    ]);
  });

  it('comes when nothing is open any more, and is that topic’s own', () => {
    expect(ended({ other: 11 })).toMatchObject([{ dlq_topic: TOPIC, open: 0 }]);
    expect(endedAlerts([], countsOf({ [TOPIC]: 3 }), new Date(START))).toEqual([]);
  });
});

describe('any history', () => {
  const { threshold, cooldownSeconds } = DEFAULT_ALERT_RULE;
  const open = fc.oneof(fc.integer({ min: 0, max: 30 }), fc.constantFrom(threshold, threshold + 1, 100, 101));
  const round = fc.record({
    wait: fc.oneof(fc.integer({ min: 0, max: 2_000 }), fc.constantFrom(1, cooldownSeconds - 1, cooldownSeconds)),
    open: fc.dictionary(fc.constantFrom('a', 'b', 'c'), open),
  });

  it('alerts exactly when a topic is above and no cool-down of its own is running', () => {
    fc.assert(
      fc.property(fc.array(round, { maxLength: 40 }), (rounds) => {
        const lastAlert = new Map<string, number>();
        let state: AlertState = new Map();
        let seconds = 0;
        for (const { wait, open: counts } of rounds) {
          seconds += wait;
          const due = Object.keys(counts).filter((topic) => {
            const quiet = seconds - (lastAlert.get(topic) ?? Number.NEGATIVE_INFINITY) < cooldownSeconds;
            return (counts[topic] ?? 0) > threshold && !quiet;
          });
          const decision = decideAlerts(state, countsOf(counts), new Date(START + seconds * 1_000));
          state = decision.state;
          expect(decision.alerts.map(({ dlq_topic }) => dlq_topic)).toEqual(due);
          expect(decision.alerts.every((alert) => (alert.severity === 'critical') === alert.open > 100)).toBe(true);
          for (const topic of due) lastAlert.set(topic, seconds);
        }
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('on the wire', () => {
  const [alert] = alertsOf([0, { [TOPIC]: 101 }])[0] ?? [];
  if (alert === undefined) throw new Error('101 open records alert');

  it('the underscored party gets the DLQAlertEvent it knows, and nothing else', () => {
    expect(dlqAlertEvent(alert)).toEqual({
      dlq_topic: TOPIC,
      failure_count: 101,
      threshold: 10,
      timestamp: '2025-10-29T10:30:00.000Z',
    });
  });

  it('the dotted party gets severity, message, source and metadata', () => {
    expect(systemAlert(alert)).toEqual({
      severity: 'critical',
      message: `${TOPIC} holds 101 open dead letters (more than 10)`,
      source: 'dlq-monitor',
      metadata: {
        dlq_topic: TOPIC,
        failure_count: 101,
        threshold: 10,
        repeat: 1,
        timestamp: '2025-10-29T10:30:00.000Z',
      },
    });
  });

  it('the end of an alert is the same shapes with severity info and status resolved', () => {
    const [end] = endedAlerts([{ dlq_topic: TOPIC, alerted_at: new Date(START) }], [], new Date(START + 1_000));
    if (end === undefined) throw new Error('no open records end an alert');
    const facts = { dlq_topic: TOPIC, failure_count: 0, threshold: 10 };
    const timestamp = '2025-10-29T10:30:01.000Z';
    expect(dlqAlertEnd(end)).toEqual({ ...facts, timestamp, status: 'resolved', severity: 'info' });
    expect(systemAlertEnd(end)).toEqual({
      severity: 'info',
      status: 'resolved',
      message: `${TOPIC} is down to 0 open dead letters (not more than 10)`,
      source: 'dlq-monitor',
      metadata: { ...facts, alerted_at: '2025-10-29T10:30:00.000Z', timestamp },
    });
    expect(checkOf(DlqAlertEvent)(dlqAlertEnd(end))).toEqual([]);
    expect(checkOf(SystemAlertEvent)(systemAlertEnd(end))).toEqual([]);
  });
});
