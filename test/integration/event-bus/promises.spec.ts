import { setImmediate as turn } from 'node:timers/promises';
import { busReadiness } from '#event-bus';
import { ERROR, startLocalBroker } from '../../../tools/local-broker/src';
import { onEveryBroker } from '../../support/brokers';
import { eventually } from '../../support/eventually';
import { Door, numbered, Rig } from './rig';

const QUICK = { retries: 3, firstDelayMs: 100, jitter: 0 };

onEveryBroker(({ bootstrap }) => {
  let rig: Rig;
  let group: string;

  beforeEach(async () => {
    rig = await Rig.start(bootstrap());
    group = await rig.group();
  });

  afterEach(() => rig.end());

  it('1. commits never pass an unfinished record, and a restart redelivers exactly what lies behind', async () => {
    const never = new Door();
    const first = rig.worker({ group, drainMs: 50, handle: (name) => (name === '3' ? never.opened : undefined) });
    const offsets: number[] = [];
    for (const name of numbered(10)) offsets.push(await rig.send(name));
    await eventually('all but one are answered', () => first.ended.length === 9);
    await eventually(
      'the commit arrives at the unfinished one',
      async () => (await rig.committed(group)) === offsets[3],
    );
    await first.bus.stop();
    expect(await rig.committed(group)).toBe(offsets[3]);

    const second = rig.worker({ group });
    await eventually('the rest is committed', async () => (await rig.committed(group)) > (offsets[9] ?? 0));
    expect([...second.begun].sort()).toEqual(['3', '4', '5', '6', '7', '8', '9']);
    await eventually('all are answered', () => rig.answered(numbered(10)));
  });

  it('2. one key runs in order, different keys side by side, and a full consumer waits instead of buffering', async () => {
    const keyOf = (name: string) => `key-${Number(name) % 6}`;
    const running = new Set<string>();
    const order = new Map<string, number[]>();
    const doors = new Door();
    let most = 0;
    const { bus, begun } = rig.worker({
      group,
      settings: { maxInFlight: 4 },
      handle: async (name) => {
        const key = keyOf(name);
        expect(running.has(key)).toBe(false);
        running.add(key);
        order.set(key, [...(order.get(key) ?? []), Number(name)]);
        most = Math.max(most, running.size);
        await doors.opened;
        for (let turns = (Number(name) * 7) % 5; turns > 0; turns--) await turn();
        running.delete(key);
      },
    });
    await rig.sendAll(numbered(60), (name) => ({ key: keyOf(name) }));
    await eventually('the consumer is full', () => begun.length === 4);
    const full = performance.now();
    await eventually('it keeps in touch while full', () => bus.condition.silenceMs < performance.now() - full);
    expect(begun).toHaveLength(4);
    doors.open();
    await eventually('all are answered', () => rig.answered(numbered(60)));
    expect(most).toBe(4);
    for (const names of order.values()) expect(names).toEqual([...names].sort((a, b) => a - b));
    expect(begun).toHaveLength(60);
  });

  it('3. a refusal by contract is never retried: an error reply at once, the exact bytes as dead letter', async () => {
    const { bus, begun, log } = rig.worker({ group, retries: QUICK });
    const noJson = Buffer.from([0xff, 0x00, 0x7b, 0xfe]);
    await rig.send('bytes', { value: noJson });
    const noPayload = Buffer.from(
      JSON.stringify({ correlation_id: rig.correlationId('schema'), payload: { requirements: 7 } }),
    );
    const last = await rig.send('schema', { value: noPayload });
    await eventually('both lie on the dead-letter topic', () => rig.deadLetters().length === 2);
    await eventually('both are answered', () => rig.answered(['bytes', 'schema']));
    await eventually('both are committed', async () => (await rig.committed(group)) > last);
    const bytesOf = (name: string) => rig.deadLetters().find((one) => one.name === name)?.body['original_value_b64'];
    expect(bytesOf('bytes')).toBe(noJson.toString('base64'));
    expect(bytesOf('schema')).toBe(noPayload.toString('base64'));
    const codes = new Map(rig.replies().map((reply) => [reply.name, reply.headers['x-error-code']]));
    expect(codes).toEqual(
      new Map([
        ['bytes', 'invalid_utf8'],
        ['schema', 'invalid_payload'],
      ]),
    );
    expect(begun).toEqual([]);
    expect(log.filter((line) => line.includes('trying again'))).toEqual([]);
    expect(busReadiness(bus)).toEqual({ status: 'up' });
  });

  it('4. a transient failure is retried on schedule, blocks only its own key, and then is a dead letter', async () => {
    const tries: number[] = [];
    const worker = rig.worker({
      group,
      retries: QUICK,
      handle: (name) => {
        if (name !== 'bad') return;
        tries.push(performance.now());
        throw new Error('flaky');
      },
    });
    const bytes = rig.bytesOf('bad');
    await rig.send('bad', { key: 'shared', value: bytes });
    await rig.send('behind', { key: 'shared' });
    await rig.send('beside', { key: 'own' });
    await eventually('the other key is answered', () => rig.answered(['beside']));
    expect(worker.begun).not.toContain('behind');
    await eventually('the key goes on', () => rig.answered(['bad', 'behind']));
    expect(tries).toHaveLength(4);
    const waits = tries.slice(1).map((at, index) => at - (tries[index] ?? 0));
    [100, 200, 400].forEach((wait, index) => expect(waits[index]).toBeGreaterThanOrEqual(wait - 2));
    const letter = await eventually('it is a dead letter', () => rig.deadLetters()[0]);
    expect(letter.headers).toMatchObject({
      'x-error-code': 'retries_exhausted',
      error_category: 'transient',
      retry_count: '3',
    });
    expect(letter.body['original_value_b64']).toBe(bytes.toString('base64'));
    const reply = rig.replies().find(({ name }) => name === 'bad');
    expect(reply?.headers['x-error-code']).toBe('retries_exhausted');
    expect(
      rig
        .replies()
        .map(({ name }) => name)
        .indexOf('bad'),
    ).toBeGreaterThan(0);
  });

  it('5. an outage is waited out: nothing is dead-lettered, everything is answered afterwards', async () => {
    let down = true;
    const check = (): void => {
      if (down) throw new RangeError('the database is away');
    };
    const { bus, begun } = rig.worker({
      group,
      retries: { ...QUICK, firstDelayMs: 1 },
      classify: (error) => (error instanceof RangeError ? 'outage' : null),
      probe: async () => check(),
      handle: check,
    });
    await rig.sendAll(numbered(20));
    await eventually('the breaker is open', () => bus.condition.outage);
    const tried = begun.length;
    expect(busReadiness(bus)).toEqual({ status: 'down', reason: 'waiting for a dependency: the database is away' });
    await rig.sendAll(numbered(20, 'late'));
    down = false;
    await eventually('all are answered', () => rig.answered([...numbered(20), ...numbered(20, 'late')]));
    expect(rig.deadLetters()).toEqual([]);
    expect(rig.replies().filter(({ headers }) => 'x-error-code' in headers)).toEqual([]);
    expect(tried).toBeLessThanOrEqual(20);
    expect(busReadiness(bus)).toEqual({ status: 'up' });
  });

  it('7. a request that comes again gets the same reply id, and its side events are not repeated', async () => {
    const finished = new Set<string>();
    const inbox = {
      finished: async (id: string) => finished.has(id),
      finish: async (id: string) => void finished.add(id),
    };
    const event = { entity_id: 'x', quality_score: 1, onex_compliance: 1, dimensions: {} };
    const worker = rig.worker({ group, inbox, handle: () => [{ type: 'quality_assessed', payload: event }] });
    const eventId = '3f0c1f6e-7d5c-4c57-9f0a-0f6f5f4f3f2f';
    await rig.send('again', { eventId });
    await eventually('it is remembered', () => finished.has(eventId));
    await rig.send('again', { eventId });
    await eventually('it is answered again', () => rig.replies().length === 2);
    await rig.send('other');
    await eventually('the next one is answered', () => rig.answered(['other']));
    const events = await eventually('events are heard', () => {
      const found = rig.heard.filter(({ topic }) => topic.includes('quality_assessed'));
      return found.some(({ name }) => name === 'other') && found;
    });
    expect(events.map(({ name }) => name).sort()).toEqual(['again', 'other']);
    const ids = rig
      .replies()
      .filter(({ name }) => name === 'again')
      .map(({ body }) => body['event_id']);
    expect(new Set(ids).size).toBe(1);
    expect(worker.begun).toEqual(['again', 'again', 'other']);
  });

  it('8. a stop finishes what is in flight, commits, and leaves the group within 10 seconds', async () => {
    const door = new Door();
    const { bus, begun, ended } = rig.worker({ group, handle: () => door.opened });
    await rig.sendAll(numbered(49));
    const last = await rig.send('last');
    await eventually('all are in flight', () => begun.length === 50);
    const started = performance.now();
    const stopped = bus.stop();
    const late = await rig.send('late');
    door.open();
    await stopped;
    expect(performance.now() - started).toBeLessThan(10_000);
    expect(ended).toHaveLength(50);
    expect(await rig.committed(group)).toBe(last + 1);
    expect(late).toBeGreaterThan(last);
    expect(await rig.members(group)).toBe(0);
    await eventually('all are answered', () => rig.answered(numbered(49)));
  });
});

it('6. a dead letter that cannot be written holds the commit and turns readiness red until it can', async () => {
  const broker = await startLocalBroker();
  const rig = await Rig.start(broker.bootstrap);
  try {
    const group = await rig.group();
    const { bus } = rig.worker({ group });
    await rig.send('good');
    await eventually('it works', () => rig.answered(['good']));
    broker.faults.error('Produce', ERROR.POLICY_VIOLATION, { nth: 2, times: Infinity });
    const poison = await rig.send('poison', { value: Buffer.from('not json') });
    const red = await eventually('readiness is red', () => {
      const health = busReadiness(bus);
      return health.status === 'down' && health;
    });
    expect(red.reason).toContain('cannot publish to omninode.codegen.');
    await eventually('the commit arrives at it', () => broker.committed(group, rig.route.request, 0) === poison);
    expect(bus.condition.inFlight).toBe(1);
    expect(rig.deadLetters()).toEqual([]);

    broker.faults.clear();
    await eventually('it is written', () => rig.deadLetters().length === 1);
    await eventually('the commit passes', () => broker.committed(group, rig.route.request, 0) === poison + 1);
    expect(busReadiness(bus)).toEqual({ status: 'up' });
  } finally {
    await rig.end();
    await broker.stop();
  }
});
