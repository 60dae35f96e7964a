import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { Kafka, logLevel, type KafkaMessage } from 'kafkajs';
import { encodeHeaders, REPLAY_HEADERS, type RawHeader } from '#contracts';
import { KafkaConnection } from '#event-bus';
import { append, previewReplay, REPLAY_JOB, type NewEvent, type ReplayInput } from '#event-log';
import { createJob, findJob, type Database } from '#storage';
import { Random } from '../../campaign/random';
import { eventually } from '../../support/eventually';
import type { RandomDatabase } from '../../support/random-database';
import { createLogDatabase, eventOf } from '../event-log/log-rig';

const RECORDS = 2_000;
const EVENTS = 15_000;
const KEYS = 97;
const KILLS = 20;
const SEED = 20_261;
/** Slow enough for a worker that is killed soon after it got on to have done a step or two. */
const RATE = 2_500;

const bootstrap = process.env['OMNI_TEST_KAFKA_BOOTSTRAP'];
const WORKER = join(__dirname, '../../../dist/test/integration/event-bus/republishing.js');

// The local broker has no transactions.
(bootstrap === undefined ? describe.skip : describe)('a job that republishes', () => {
  const topic = `republished-${randomUUID()}`;
  const others = { replayed: `replayed-${randomUUID()}`, handedOver: `handed-over-${randomUUID()}` };
  const brokers = [bootstrap ?? ''];
  let stored: RandomDatabase;
  let database: Database;
  const workers: ChildProcess[] = [];

  beforeAll(async () => {
    const connection = new KafkaConnection({ brokers, clientId: 'republish-spec' }, { debug: () => undefined });
    const names = [topic, ...Object.values(others)];
    await connection.administration.createTopics(names.map((name) => ({ name, partitions: 3, config: {} })));
    const migrated = await createLogDatabase();
    ({ database } = migrated);
    stored = migrated;
  });
  afterAll(async () => {
    workers.forEach((worker) => worker.kill('SIGKILL'));
    await stored.drop();
  });

  const start = (to = topic, leaseSeconds = 1): ChildProcess => {
    const own = { DATABASE_URL: stored.url, KAFKA: brokers[0], TOPIC: to, LEASE_SECONDS: String(leaseSeconds) };
    const env = { ...process.env, ...own };
    const worker = spawn(process.execPath, [WORKER], { env, stdio: ['ignore', 'ignore', 'inherit'] });
    workers.push(worker);
    return worker;
  };

  /** What is committed, in the order of its partitions. */
  const readAll = async (from: string): Promise<readonly (KafkaMessage & { readonly partition: number })[]> => {
    const found: (KafkaMessage & { readonly partition: number })[] = [];
    const kafka = new Kafka({ brokers, logLevel: logLevel.NOTHING });
    const consumer = kafka.consumer({ groupId: randomUUID(), readUncommitted: false });
    await consumer.connect();
    await consumer.subscribe({ topic: from, fromBeginning: true });
    let sentinels = 0;
    await consumer.run({
      eachMessage: ({ message, partition }) => {
        if (String(message.key) === 'end') sentinels += 1;
        else found.push({ ...message, partition });
        return Promise.resolve();
      },
    });
    // Whatever is committed is before the last record of its partition.
    const producer = kafka.producer();
    await producer.connect();
    const end = [0, 1, 2].map((partition) => ({ partition, key: 'end', value: '' }));
    await producer.send({ topic: from, messages: end });
    await eventually('all partitions are read', () => sentinels === 3, 60_000);
    await Promise.all([producer.disconnect(), consumer.disconnect()]);
    return found;
  };

  const now = async (id: string) => (await findJob(database.query, id))!;

  /** Kills a worker so many times, anywhere in its steps, and lets the last one come to the end. */
  const killAndEnd = async (id: string, to: string, kills: number, beforeTheLast = () => Promise.resolve([{}])) => {
    const random = new Random(SEED);
    for (let kill = 0; kill < kills; kill += 1) {
      const from = (await now(id)).done;
      const worker = start(to);
      await eventually('it has got on', async () => (await now(id)).done > from);
      // Between the steps, and while one is on the broker but not in the row.
      for (let moments = random.whole(80); moments > 0; moments -= 1) await database.query('SELECT 1');
      worker.kill('SIGKILL');
      await once(worker, 'exit');
    }
    const { done, total } = await now(id);
    expect(done).toBeLessThan(total!);
    await beforeTheLast();
    const last = start(to);
    await eventually('it has ended', async () => (await now(id)).ended_at !== null, 60_000);
    last.kill();
    await once(last, 'exit');
  };

  it(`sends ${RECORDS} chosen records once each, in order per key, though it is killed`, async () => {
    const refs = Array.from({ length: RECORDS }, (_, index) => `key-${index % KEYS}:${index}`);
    const draft = { kind: 'republish', input: {}, actor: 'spec', reason: 'spec', rate: RATE, refs };
    const { id } = await database.transaction((held) => createJob(held, draft));
    await killAndEnd(id, topic, 3);
    expect(await now(id)).toMatchObject({
      state: 'done',
      done: RECORDS,
      result: { asked: RECORDS, sent: RECORDS, skipped: {} },
    });
    const found = valuesByKey(await readAll(topic));
    const expected = Array.from({ length: KEYS }, (_, key) => [
      `key-${key}`,
      Array.from({ length: RECORDS }, (__, index) => index).filter((index) => index % KEYS === key),
    ]);
    expect(Object.fromEntries(found)).toEqual(Object.fromEntries(expected));
  });

  it(`replays recorded events byte for byte, once each and in order, though it is killed ${KILLS} times`, async () => {
    const events = Array.from({ length: EVENTS }, (_, index) => recorded(others.replayed, index));
    for (let at = 0; at < EVENTS; at += 500) await append(database, events.slice(at, at + 500));
    const filter = { event_type: 'Wanted' };
    const { range, events: asked } = await previewReplay(database.query, filter, new Set([others.replayed]));
    const wanted = events.filter(({ eventType }) => eventType === 'Wanted');
    expect([asked, range]).toEqual([wanted.length, { after: '0', up_to: String(EVENTS) }]);
    // What is recorded later is not what was asked for.
    await append(database, [recorded(others.replayed, EVENTS + 1)]);
    const input: ReplayInput = { filter, range: range!, targets: [others.replayed] };
    const draft = { kind: REPLAY_JOB, input, actor: 'spec', reason: 'spec', rate: RATE, total: asked };
    const { id } = await createJob(database.query, draft);
    const gone = wanted.slice(-4, -1);
    await killAndEnd(id, others.replayed, KILLS, () =>
      database.query('DELETE FROM event_log WHERE event_id = ANY ($1::uuid[])', [
        gone.map((event) => event.id.toString('hex')),
      ]),
    );
    const ended = await now(id);
    expect(ended).toMatchObject({
      state: 'done',
      total: asked,
      // No recorder runs here: nobody has found them on the topic.
      result: { asked, sent: asked - 3, skipped: { gone: 3 }, found: 0, confirmed: false, dead_letters: 0 },
    });
    expect(ended.per_second).toBeGreaterThan(0);
    const sent = await readAll(others.replayed);
    const expected = wanted.filter((event) => !gone.includes(event));
    for (const partition of [0, 1, 2]) {
      const shown = sent.filter((one) => one.partition === partition);
      const own = expected.filter((event) => event.partition === partition);
      expect(shown.map(({ key, value }) => ({ key, value }))).toEqual(own.map(({ key, value }) => ({ key, value })));
      const twice = [Buffer.from([0xff, 0xfe]), Buffer.alloc(0)];
      expect(shown.map(({ headers }) => headers)).toEqual(
        own.map(({ offset }) => ({
          twice,
          none: null,
          [REPLAY_HEADERS.id]: Buffer.from(id),
          [REPLAY_HEADERS.of]: Buffer.from([others.replayed, partition, offset].join('/')),
          [REPLAY_HEADERS.count]: Buffer.from('4'),
        })),
      );
    }
  });

  it('is handed over at once by a worker that is told to stop, wherever it is', async () => {
    const refs = Array.from({ length: 1_000 }, (_, index) => `key-${index % 3}:${index}`);
    const draft = { kind: 'republish', input: {}, actor: 'spec', reason: 'spec', rate: 300, refs };
    const { id } = await createJob(database.query, draft);
    const random = new Random(SEED);
    for (let stop = 0; stop < 5; stop += 1) {
      const from = (await now(id)).done;
      // With this lease nobody would ever take over what was not handed over.
      const worker = start(others.handedOver, 3_600);
      await eventually('it has got on', async () => (await now(id)).done > from);
      for (let moments = random.whole(40); moments > 0; moments -= 1) await database.query('SELECT 1');
      worker.kill('SIGTERM');
      await once(worker, 'exit');
      expect(await now(id)).toMatchObject({ state: 'waiting', attempts: 0 });
      const [left] = await database.query('SELECT run_after <= clock_timestamp() AS free FROM jobs WHERE id = $1', [
        id,
      ]);
      expect(left).toEqual({ free: true });
    }
    const last = start(others.handedOver, 3_600);
    const ended = await eventually('it is done', async () => (await now(id)).ended_at !== null && now(id));
    last.kill();
    expect(ended).toMatchObject({ state: 'done', result: { asked: 1_000, sent: 1_000, skipped: {} } });
    const found = valuesByKey(await readAll(others.handedOver));
    const all = Array.from({ length: 1_000 }, (_, index) => index);
    expect(Object.fromEntries(found)).toEqual(
      Object.fromEntries([0, 1, 2].map((key) => [`key-${key}`, all.filter((index) => index % 3 === key)])),
    );
  });
});

function valuesByKey(messages: readonly KafkaMessage[]): ReadonlyMap<string, readonly number[]> {
  const found = new Map<string, number[]>();
  for (const { key, value } of messages) {
    found.set(String(key), [...(found.get(String(key)) ?? []), Number(value)]);
  }
  return found;
}

/** An event of a topic with three partitions: bytes that are no text, headers twice and without a value. */
function recorded(topic: string, index: number): NewEvent {
  const own: RawHeader[] = [
    [Buffer.from('twice'), Buffer.from([0xff, 0xfe])],
    [Buffer.from('none'), null],
    [Buffer.from(REPLAY_HEADERS.count), Buffer.from('3')],
    [Buffer.from('twice'), Buffer.alloc(0)],
  ];
  const event = eventOf(Math.floor(index / 3), {}, { topic, partition: index % 3, rawHeaders: encodeHeaders(own) });
  return {
    ...event,
    key: index % 2 === 0 ? null : Buffer.from([0xc3, index % 5]),
    value: index % 10 === 0 ? null : Buffer.from([0xff, index >> 8, index & 0xff]),
    eventType: index % 4 === 1 ? 'Other' : 'Wanted',
  };
}
