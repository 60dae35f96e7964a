import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { Kafka, logLevel } from 'kafkajs';
import { KafkaConnection } from '#event-bus';
import { createJob, findJob, type Database } from '#storage';
import { seededRandom } from '../../campaign/random';
import { eventually } from '../../support/eventually';
import { createMigratedDatabase, type RandomDatabase } from '../../support/random-database';

jest.setTimeout(240_000);

const RECORDS = 10_000;
const KEYS = 97;
const KILLS = 20;
const SEED = 20_261;

const bootstrap = process.env['OMNI_TEST_KAFKA_BOOTSTRAP'];
const WORKER = join(__dirname, '../../../dist/test/integration/event-bus/republishing.js');

// The local broker has no transactions.
(bootstrap === undefined ? describe.skip : describe)('a job that republishes', () => {
  const topic = `republished-${randomUUID()}`;
  const brokers = [bootstrap ?? ''];
  let random: RandomDatabase & { readonly database: Database };
  let worker: ChildProcess | undefined;

  beforeAll(async () => {
    const connection = new KafkaConnection({ brokers, clientId: 'republish-spec' }, { debug: () => undefined });
    await connection.createTopics([{ name: topic, partitions: 3, config: {} }]);
    random = await createMigratedDatabase();
  });
  afterAll(async () => {
    worker?.kill('SIGKILL');
    await random.drop();
  });

  const start = (): ChildProcess =>
    spawn(process.execPath, [WORKER], {
      env: { ...process.env, DATABASE_URL: random.url, KAFKA: brokers[0], TOPIC: topic },
      stdio: ['ignore', 'ignore', 'inherit'],
    });

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
    const draft = { kind: 'republish', input: {}, actor: 'spec', reason: 'spec', rate: null, refs };
    const { query } = random.database;
    const { id } = await random.database.transaction((held) => createJob(held, draft));
    const done = async () => (await findJob(query, id))?.done ?? 0;
    const next = seededRandom(SEED);
    // Somewhere behind what is done when it starts: after some steps, and some moments into the one after them.
    for (let kill = 0; kill < KILLS; kill += 1) {
      worker = start();
      const from = await done();
      const until = Math.max(from + 1, Math.floor(((kill + next()) / KILLS) * RECORDS * 0.95));
      await eventually(`more than ${until} are done`, async () => (await done()) >= until);
      for (let moments = Math.floor(next() * 30); moments > 0; moments -= 1) await query('SELECT 1');
      worker.kill('SIGKILL');
      await once(worker, 'exit');
    }
    expect(await done()).toBeLessThan(RECORDS);
    worker = start();
    const ended = await eventually('it is done', async () => {
      const now = await findJob(query, id);
      return now?.ended_at != null && now;
    });
    expect(ended).toMatchObject({ state: 'done', done: RECORDS, result: { sent: RECORDS, missing: 0 } });
    const found = await readAll();
    const expected = Array.from({ length: KEYS }, (_, key) => [
      `key-${key}`,
      Array.from({ length: RECORDS }, (__, index) => index).filter((index) => index % KEYS === key),
    ]);
    expect(Object.fromEntries(found)).toEqual(Object.fromEntries(expected));
  });
});
