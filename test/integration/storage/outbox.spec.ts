import type { OutboundRecord } from '#contracts';
import { enqueue, OutboxRelay, type Database, type OutboxWaiting } from '#storage';
import { eventually } from '../../support/eventually';
import { createMigratedDatabase } from '../../support/random-database';

const record = (key: string | null, value: string, topic = 't'): OutboundRecord => ({ topic, key, value });
const quiet = (): void => undefined;

describe('the outbox', () => {
  let random: Awaited<ReturnType<typeof createMigratedDatabase>>;
  let relays: OutboxRelay[];
  /** What the broker has, in its order. */
  let log: { readonly topic: string; readonly key: string | null; readonly value: string }[];
  let refused: (record: OutboundRecord) => boolean;
  let errors: unknown[];
  let looks: OutboxWaiting[];

  beforeEach(async () => {
    random = await createMigratedDatabase();
    [relays, log, errors, looks] = [[], [], [], []];
    refused = () => false;
  });
  afterEach(async () => {
    await Promise.all(relays.map((relay) => relay.stop()));
    await random.drop();
  });

  /** Takes all of a call or nothing, and a moment for it. */
  const publish = async (records: readonly OutboundRecord[]): Promise<void> => {
    await new Promise((resolve) => setImmediate(resolve));
    if (records.some(refused)) throw new Error('the broker refuses');
    log.push(
      ...records.map(({ topic, key, value }) => ({ topic, key: key?.toString() ?? null, value: String(value) })),
    );
  };
  const relay = (database: Database = random.database, publishing = publish): OutboxRelay => {
    const one = new OutboxRelay(database, {
      publish: publishing,
      onLook: (waiting) => looks.push(waiting),
      onFailed: (error) => errors.push(error),
    });
    relays.push(one);
    one.start();
    return one;
  };
  const add = (...records: readonly OutboundRecord[]) =>
    random.database.transaction((query) => enqueue(query, records));
  const waiting = async () =>
    (await random.database.query('SELECT value FROM outbox WHERE sent_at IS NULL ORDER BY id')).length;
  const values = (key: string | null) => log.filter((one) => one.key === key).map(({ value }) => value);

  it('publishes what was committed with a row, byte for byte, and nothing of what was rolled back', async () => {
    await random.database.query('CREATE TABLE changed (id integer)');
    const change = (id: number, fails: boolean) =>
      random.database.transaction(async (query) => {
        await query('INSERT INTO changed VALUES ($1)', [id]);
        await enqueue(query, [record('k', `changed ${id}`)]);
        if (fails) throw new Error('something else went wrong');
      });
    await expect(change(1, true)).rejects.toThrow('something else went wrong');
    await change(2, false);
    const bytes = Buffer.from([0, 255, 10]);
    const sent: OutboundRecord[] = [];
    await add({ topic: 'b', key: bytes, value: bytes, headers: { h: 'é\u0000', b: bytes } }, record(null, ''));
    relay(random.database, async (records) => void sent.push(...records));
    await eventually('all are sent', async () => (await waiting()) === 0);
    await expect(random.database.query('SELECT id FROM changed')).resolves.toEqual([{ id: 2 }]);
    const text = (value: string) => Buffer.from(value);
    expect(sent.toSorted((a, b) => (a.topic < b.topic ? -1 : 1))).toEqual([
      { topic: 'b', key: bytes, value: bytes, headers: { h: text('é\u0000'), b: bytes } },
      { topic: 't', key: text('k'), value: text('changed 2'), headers: {} },
      { topic: 't', key: null, value: text(''), headers: {} },
    ]);
  });

  it('publishes each message of a key once and in order, with several workers that write and relay', async () => {
    const workers = Array.from({ length: 3 }, () => random.open(4));
    workers.forEach((worker) => relay(worker));
    const written: string[] = [];
    let next = 0;
    const write = (worker: Database) =>
      worker.transaction(async (query) => {
        await enqueue(query, [record('hot', String((next += 1))), record(`cold ${next}`, 'x')]);
        // Under the lock of the key, so this is the order of the commits.
        const [last] = await query<{ value: Buffer }>(
          `SELECT value FROM outbox WHERE key = 'hot' ORDER BY id DESC LIMIT 1`,
        );
        written.push(String(last?.value));
        relays.forEach((one) => one.wake());
      });
    await Promise.all(Array.from({ length: 120 }, (_, n) => write(workers[n % 3]!)));
    await eventually('all are sent', async () => (await waiting()) === 0);
    expect(written).toHaveLength(120);
    expect(values('hot')).toEqual(written);
    expect(log).toHaveLength(240);
  });

  it('publishes again what was not acknowledged, in order, and passes over no more than its key', async () => {
    refused = ({ value }) => String(value) === 'bad 1';
    const others = Array.from({ length: 60 }, (_, n) => record(`other ${n}`, 'x'));
    await add(record('bad', 'bad 1'), record('bad', 'bad 2'), ...others);
    // As many as two batches hold, so that those behind them must not wait.
    await add(...Array.from({ length: 60 }, (_, n) => record('bad', `bad ${n + 3}`)), record('last', 'x'));
    const one = relay();
    await eventually('the others are sent', () => log.length === 61);
    expect(values('bad')).toEqual([]);
    expect(await waiting()).toBe(62);
    await eventually('it is told', () => errors.length > 0);
    refused = () => false;
    one.wake();
    await eventually('all are sent', async () => (await waiting()) === 0);
    expect(values('bad')).toEqual(Array.from({ length: 62 }, (_, n) => `bad ${n + 1}`));
  });

  it('leaves its turn to another worker when it dies in the middle, which sends what is not marked', async () => {
    await add(record('k', 'one'));
    const dying = random.open(1);
    let began = false;
    const hangs = new Promise<void>(quiet);
    relay(dying, () => {
      began = true;
      return hangs;
    });
    await eventually('it publishes', () => began);
    const survivor = relay();
    await eventually('the other looks', () => looks.length > 2);
    expect(log).toEqual([]);
    await random.database.query(
      `SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND database =
        (SELECT oid FROM pg_database WHERE datname = current_database()) AND pid <> pg_backend_pid()`,
    );
    survivor.wake();
    await eventually('the other sends it', () => log.length === 1);
  });

  it('refuses a message that no broker would take', async () => {
    await expect(add(record('k', 'x'.repeat(1_048_577)))).rejects.toMatchObject({ code: 'message_too_large' });
  });

  it('tells at every look what waits and since when', async () => {
    refused = () => true;
    await add(record('a', 'x'), record('b', 'x'));
    await random.database.query(`UPDATE outbox SET created_at = created_at - interval '1 hour' WHERE key = 'a'`);
    relay();
    await eventually('it has looked', () => looks.length > 0);
    expect(looks[0]?.messages).toBe(2);
    expect(looks[0]?.oldest_seconds).toBeGreaterThan(3_599);
  });

  it('waits for a broker that hangs no longer than half a second when it stops', async () => {
    await add(record('k', 'x'));
    let began = false;
    const one = relay(random.open(1), () => {
      began = true;
      return new Promise<void>(quiet);
    });
    await eventually('it publishes', () => began);
    const before = performance.now();
    await one.stop();
    expect(performance.now() - before).toBeLessThan(1_500);
    expect(await waiting()).toBe(1);
  });
});
