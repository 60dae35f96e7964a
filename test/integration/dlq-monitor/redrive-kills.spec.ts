import { randomUUID } from 'node:crypto';
import { topicCatalog } from '#contracts';
import type { Database } from '#storage';
import { applyTopics } from '../../../tools/local-stack/src/topics';
import { Random } from '../../campaign/random';
import { AppProcess } from '../../support/app-process';
import { eventually } from '../../support/eventually';
import { createRandomDatabase, type RandomDatabase } from '../../support/random-database';
import { Tap, type Json } from '../main-job/tap';

const LETTERS = 10_000;
const KEYS = 97;
const KILLS = 8;
const SEED = 20_271;
/** Slow enough for a monitor that is killed soon after it got on to have done a step or two. */
const RATE = 2_500;
const TOPIC = 'staging.omninode-bridge.codegen.request-mixin.v1';

const bootstrap = process.env['OMNI_TEST_KAFKA_BOOTSTRAP'];

/** The local broker has no transactions. */
(bootstrap === undefined ? describe.skip : describe)('a redrive whose monitor is killed again and again', () => {
  const group = `redrive-kills-${randomUUID()}`;
  let database: RandomDatabase;
  let rows: Database;
  let tap: Tap;
  let monitor: AppProcess;

  const start = (): void => {
    const env = { KAFKA_BOOTSTRAP_SERVERS: bootstrap ?? '', KAFKA_CONSUMER_GROUP: group, DATABASE_URL: database.url };
    monitor = AppProcess.start('dlq-monitor', env);
  };

  beforeAll(async () => {
    await applyTopics(bootstrap ?? '', topicCatalog());
    await applyTopics(
      bootstrap ?? '',
      topicCatalog('staging').filter(({ name }) => name === TOPIC),
    );
    database = await createRandomDatabase();
    rows = database.open();
    tap = await Tap.open(bootstrap ?? '', [TOPIC]);
    start();
    await monitor.ready();
  });
  afterAll(async () => {
    await monitor.kill();
    await tap.close();
    await database.drop();
  });

  const insert = () =>
    rows.query(
      `INSERT INTO dead_letters (dlq_topic, dlq_partition, dlq_offset, received_at, shape, raw, original_topic,
         original_partition, original_offset, original_key, original_value, error_code, error_type, error_message,
         error_category, retry_count, exact)
       SELECT 'killed.dlq', 0, at, now(), 's', '', $2, 0, at, convert_to('key-' || at % ${KEYS}, 'UTF8'),
         convert_to(at::text, 'UTF8'), 'c', 't', 'm', 'k', 0, true
       FROM generate_series(0, $1 - 1) AS at`,
      [LETTERS, TOPIC],
    );
  const create = async (): Promise<string> => {
    const response = await fetch(`${await monitor.url()}/api/v1/jobs`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        kind: 'republish_dead_letters',
        input: { filter: { topic: 'killed.dlq' } },
        reason: 'fixed',
        rate: RATE,
      }),
    });
    return ((await response.json()) as { id: string }).id;
  };
  const jobOf = async (id: string): Promise<Json> => {
    const [job] = await rows.query<Json>('SELECT state, done, result FROM jobs WHERE id = $1', [id]);
    return job ?? {};
  };

  it(`sends each of ${LETTERS} once, in the order of its key`, async () => {
    const random = new Random(SEED);
    await insert();
    const id = await create();
    for (let kills = 0, done = 0; kills < KILLS; kills += 1) {
      const least = done;
      done = await eventually('it got on', async () => {
        const now = Number((await jobOf(id))['done']);
        return now > least && now;
      });
      const until = performance.now() + random.between(0, 300);
      await eventually('a moment passed', () => performance.now() > until);
      await monitor.kill();
      // As when its time is over: nobody else may wait for it that long here.
      await rows.query('UPDATE jobs SET leased_until = clock_timestamp() WHERE id = $1', [id]);
      start();
    }
    const job = await eventually(
      'it is done',
      async () => {
        const now = await jobOf(id);
        return now['state'] === 'done' && now;
      },
      60_000,
    );
    expect(job).toMatchObject({ result: { asked: LETTERS, sent: LETTERS, skipped: {} } });

    const sent = await eventually('all are there', () => {
      const found = tap.on(TOPIC).filter(({ headers }) => headers['x-redrive-id'] === id);
      return found.length >= LETTERS && found;
    });
    expect(new Set(sent.map(({ value }) => String(value))).size).toBe(LETTERS);
    expect(sent).toHaveLength(LETTERS);
    for (let key = 0; key < KEYS; key += 1) {
      const places = sent.filter((one) => one.key === `key-${key}`).map(({ value }) => Number(String(value)));
      expect(places).toEqual(places.toSorted((a, b) => a - b));
    }
    // The monitor has also collected what earlier suites left on this broker.
    const marked = await rows.query<Json>(
      `SELECT letter.status, count(*)::integer AS letters, count(DISTINCT redrive_partition || '/' || redrive_offset)::integer AS places,
         sum((SELECT count(*) FROM dead_letter_history step WHERE step.dead_letter_id = letter.id))::integer AS steps
       FROM dead_letters letter WHERE dlq_topic = 'killed.dlq' GROUP BY letter.status`,
    );
    expect(marked).toEqual([{ status: 'redriving', letters: LETTERS, places: LETTERS, steps: LETTERS }]);
  });
});
