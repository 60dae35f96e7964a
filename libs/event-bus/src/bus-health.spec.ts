import { busLiveness, busReadiness, type Observed } from './bus-health';

const IDLE: Observed['condition'] = {
  started: true,
  joined: true,
  waitingFor: 'not started',
  missing: [],
  forbidden: [],
  fault: null,
  silenceMs: 300,
  oldestMs: 0,
  inFlight: 0,
  outage: null,
  deliveryFailure: null,
};

function observed(condition: Partial<Observed['condition']>, brokerAnswers = true): Observed {
  const answers = (): Promise<boolean> => Promise.resolve(brokerAnswers);
  return { condition: { ...IDLE, ...condition }, connection: { administration: { answers } } };
}

describe('readiness', () => {
  it('is up for an idle worker', () => {
    expect(busReadiness(observed({}))).toEqual({ status: 'up' });
  });

  it('is up where a topic is missing, and says what cannot come in', () => {
    expect(busReadiness(observed({ missing: ['verify'] }))).toEqual({ status: 'up', missing_topics_for: ['verify'] });
  });

  it.each([
    ['the consumer gave up', { fault: 'gave up' }, 'gave up'],
    ['a dead letter cannot be written', { deliveryFailure: 'cannot publish to x.dlq' }, 'cannot publish to x.dlq'],
    ['a dependency is down', { outage: 'no database' }, 'waiting for a dependency: no database'],
    ['no group is joined', { joined: false, waitingFor: 'no topic' }, 'not consuming: no topic'],
    ['a topic may not be read', { forbidden: ['t'] }, 'not allowed to read t: see "omni acl"'],
    ['the broker is silent', { silenceMs: 12_000 }, 'the broker has been silent for 12 s'],
  ])('is down when %s, and says so', (_, condition, reason) => {
    expect(busReadiness(observed(condition))).toEqual({ status: 'down', reason });
  });
});

describe('liveness', () => {
  it.each([
    ['an idle worker', {}, true],
    ['a dependency that is down', { outage: 'no database', oldestMs: 300_000 }, true],
    ['a dead letter that cannot be written', { deliveryFailure: 'no', oldestMs: 300_000 }, true],
    ['a broker that is away', { silenceMs: 300_000 }, false],
    ['a group that is not joined', { joined: false, silenceMs: 300_000 }, true],
  ])('stays up for %s: a restart would not help', async (_, condition, brokerAnswers) => {
    await expect(busLiveness(observed(condition, brokerAnswers))).resolves.toEqual({ status: 'up' });
  });

  it.each([
    ['a consumer that gave up', { fault: 'gave up' }, 'gave up'],
    ['a record that is never finished', { oldestMs: 130_000 }, 'a record has been in work for 130 s'],
    [
      'a consumer that is stuck',
      { silenceMs: 70_000 },
      'the consumer has been silent for 70 s although the broker answers',
    ],
  ])('is down for %s', async (_, condition, reason) => {
    await expect(busLiveness(observed(condition))).resolves.toEqual({ status: 'down', reason });
  });
});
