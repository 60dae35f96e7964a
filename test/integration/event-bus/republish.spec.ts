import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { Kafka, logLevel } from 'kafkajs';
import { KafkaConnection } from '#event-bus';
import { createJob, findJob, type Database } from '#storage';
import { Random } from '../../campaign/random';
import { eventually } from '../../support/eventually';
import { createMigratedDatabase, type RandomDatabase } from '../../support/random-database';

jest.setTimeout(240_000);

const RECORDS = 10_000;
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
  const brokers = [bootstrap ?? ''];
  let stored: RandomDatabase;
  let database: Database;
  const workers: ChildProcess[] = [];

  beforeAll(async () => {
    const connection = new KafkaConnection({ brokers, clientId: 'republish-spec' }, { debug: () => undefined });
    await connection.createTopics([{ name: topic, partitions: 3, config: {} }]);
    const migrated = await createMigratedDatabase();
    ({ database } = migrated);
    stored = migrated;
  });
  afterAll(async () => {
    workers.forEach((worker) => worker.kill('SIGKILL'));
    await stored.drop();
  });

  const start = (): ChildProcess => {
    const env = { ...process.env, DATABASE_URL: stored.url, KAFKA: brokers[0], TOPIC: topic };
    const worker = spawn(process.execPath, [WORKER], { env, stdio: ['ignore', 'ignore', 'inherit'] });
    workers.push(worker);
    return worker;
  };

  /** Values of committed records by key, in their order. */
  const readAll = async (): Promise<ReadonlyMap<string, readonly number[]>> => {
    const found = new Map<string, number[]>();
    const kafka = new Kafka({ brokers, logLevel: logLevel.NOTHING });
    const consumer = kafka.consumer({ groupId: randomUUID(), readUncommitted: false });
    await consumer.connect();
    await consumer.subscribe({ topic, fromBeginning: true });
    let sentinels = 0;
    await consumer.run({
      eachMessage: ({ message }) => {
        const key = String(message.key);
        if (key === 'end') sentinels += 1;
        else found.set(key, [...(found.get(key) ?? []), Number(message.value)]);
        return Promise.resolve();
      },
    });
    // Whatever is committed is before the last record of its partition.
    const producer = kafka.producer();
    await producer.connect();
    const end = [0, 1, 2].map((partition) => ({ partition, key: 'end', value: '' }));
    await producer.send({ topic, messages: end });
    await eventually('all partitions are read', () => sentinels === 3, 60_000);
    await Promise.all([producer.disconnect(), consumer.disconnect()]);
    return found;
  };

  it(`sends ${RECORDS} records once each, in order per key, though it is killed ${KILLS} times`, async () => {
    const refs = Array.from({ length: RECORDS }, (_, index) => `key-${index % KEYS}:${index}`);
    const draft = { kind: 'republish', input: {}, actor: 'spec', reason: 'spec', rate: RATE, refs };
    const { id } = await database.transaction((held) => createJob(held, draft));
    const done = async () => (await findJob(database.query, id))?.done ?? 0;
    const random = new Random(SEED);
    for (let kill = 0; kill < KILLS; kill += 1) {
      const from = await done();
      const worker = start();
      await eventually('it has got on', async () => (await done()) > from);
      // Anywhere in the steps that follow: between them, and while one is on the broker but not in the row.
      for (let moments = random.whole(80); moments > 0; moments -= 1) await database.query('SELECT 1');
      worker.kill('SIGKILL');
      await once(worker, 'exit');
    }
    expect(await done()).toBeLessThan(RECORDS);
    const last = start();
    const ended = await eventually('it is done', async () => {
      const now = await findJob(database.query, id);
      return now?.ended_at != null && now;
    });
    expect(ended).toMatchObject({ state: 'done', done: RECORDS, result: { sent: RECORDS, missing: 0 } });
    last.kill();
    await once(last, 'exit');
    const found = await readAll();
    const expected = Array.from({ length: KEYS }, (_, key) => [
      `key-${key}`,
      Array.from({ length: RECORDS }, (__, index) => index).filter((index) => index % KEYS === key),
    ]);
    expect(Object.fromEntries(found)).toEqual(Object.fromEntries(expected));
  });
});
