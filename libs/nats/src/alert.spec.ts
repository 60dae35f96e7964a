import * as fc from 'fast-check';
import { deriveAlert, judgeLatency, QUIET, stepAlert, type AlertState, type AlertStep, type Finding } from './alert';
import { faultsOf } from './message';

const COOLDOWN = 100;
const BAD: Finding = { kind: 'bad', message: 'not ready' };
const GOOD: Finding = { kind: 'good' };
const UNCLEAR: Finding = { kind: 'unclear' };

/** The notices of a series of looks, each with its time. */
function notices(looks: readonly (readonly [number, Finding])[]): (AlertStep['notice'] & { at: number })[] {
  let state: AlertState = QUIET;
  const said: (AlertStep['notice'] & { at: number })[] = [];
  for (const [at, finding] of looks) {
    const step = stepAlert(state, finding, at, COOLDOWN);
    if (step.notice !== null) said.push({ ...step.notice, at });
    state = step.state;
  }
  return said;
}

describe('an alert', () => {
  it('is raised once, and resolved once with the time it began', () => {
    expect(
      notices([
        [0, GOOD],
        [10, BAD],
        [20, BAD],
        [30, UNCLEAR],
        [40, GOOD],
        [50, GOOD],
      ]),
    ).toEqual([
      { status: 'firing', since: 10, message: 'not ready', at: 10 },
      { status: 'resolved', since: 10, message: 'back to normal', at: 40 },
    ]);
  });

  it('is not raised again within the cool-down, but at its end if it is still bad', () => {
    expect(
      notices([
        [0, BAD],
        [10, GOOD],
        [20, BAD],
        [99, BAD],
        [100, BAD],
        [110, GOOD],
      ]).map(({ status, at, since }) => [status, at, since]),
    ).toEqual([
      ['firing', 0, 0],
      ['resolved', 10, 0],
      ['firing', 100, 20],
      ['resolved', 110, 20],
    ]);
  });

  it('flickers unheard within the cool-down', () => {
    expect(
      notices([
        [0, BAD],
        [10, GOOD],
        [20, BAD],
        [30, GOOD],
      ]),
    ).toHaveLength(2);
  });

  it('alternates between firing and resolved, and fires no two times within the cool-down', () => {
    const looks = fc.array(fc.tuple(fc.nat(60), fc.constantFrom(BAD, GOOD, UNCLEAR)), { maxLength: 60 });
    fc.assert(
      fc.property(looks, (steps) => {
        let time = 0;
        const said = notices(steps.map(([pause, finding]) => [(time += pause), finding] as const));
        for (const [index, { status }] of said.entries()) expect(status).toBe(index % 2 === 0 ? 'firing' : 'resolved');
        const fired = said.filter(({ status }) => status === 'firing').map(({ at }) => at);
        for (const [index, at] of fired.entries()) {
          if (index > 0) expect(at - (fired[index - 1] ?? 0)).toBeGreaterThanOrEqual(COOLDOWN);
        }
      }),
    );
  });

  it('is a message that conforms, with one id per notice', () => {
    const from = { service: 'bridge', instanceId: 'bridge-1' };
    const messages = (['service_down', 'high_latency'] as const).flatMap((type) =>
      (['firing', 'resolved'] as const).map((status) =>
        deriveAlert(type, { status, since: 1_000, message: 'm' }, new Date(2_000), from),
      ),
    );
    for (const message of messages) expect(faultsOf(message)).toEqual([]);
    expect(new Set(messages.map(({ eventId }) => eventId)).size).toBe(4);
    expect(messages[0]).toMatchObject({
      subject: 'alerts.service_down',
      payload: { severity: 'critical', since: '1970-01-01T00:00:01.000Z', timestamp: '1970-01-01T00:00:02.000Z' },
    });
  });
});

describe('latency', () => {
  it.each([
    ['no requests', { p95: 0, samples: 0 }, 'good'],
    ['too few requests', { p95: 9_999, samples: 19 }, 'unclear'],
    ['a p95 above the limit', { p95: 1_001, samples: 20 }, 'bad'],
    ['a p95 at the limit', { p95: 1_000, samples: 20 }, 'unclear'],
    ['a p95 just below it', { p95: 801, samples: 20 }, 'unclear'],
    ['a p95 clearly below it', { p95: 800, samples: 20 }, 'good'],
  ])('with %s', (_what, summary, kind) => {
    expect(judgeLatency(summary, 1_000).kind).toBe(kind);
  });

  it('names its figures', () => {
    expect(judgeLatency({ p95: 1_234.5, samples: 20 }, 1_000)).toMatchObject({
      message: '95 % of 20 requests took up to 1235 ms; the limit is 1000 ms',
    });
  });
});
