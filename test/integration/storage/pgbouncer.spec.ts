import { createHash } from 'node:crypto';
import { classifyDatabaseError, openDatabase, type Database } from '#storage';
import { BridgeStorage } from '../../support/bridge-storage';
import { eventually } from '../../support/eventually';
import { createRandomDatabase, type RandomDatabase } from '../../support/random-database';
import { describeWithPgBouncer, PgBouncer } from './pgbouncer';

const quiet = (): void => undefined;

describeWithPgBouncer('behind PgBouncer with transaction pooling and default settings', () => {
  let random: RandomDatabase;
  let bouncer: PgBouncer;
  let closing: { close(): Promise<void> }[] = [];

  beforeEach(async () => {
    random = await createRandomDatabase();
    bouncer = await PgBouncer.start(random.url);
  });

  afterEach(async () => {
    await Promise.all(closing.map((one) => one.close()));
    closing = [];
    await bouncer.stop();
    await random.drop();
  });

  const closed = <Opened extends { close(): Promise<void> }>(opened: Opened): Opened => {
    closing.push(opened);
    return opened;
  };
  const database = (statementTimeoutMs: number, url = bouncer.url): Database =>
    closed(openDatabase({ url, maxConnections: 4, applicationName: 'spec', statementTimeoutMs, onError: quiet }));
  const openStorage = (): BridgeStorage => closed(new BridgeStorage({ url: bouncer.url, applicationName: 'spec' }));

  it('migrates, is healthy, storages and finds, from several workers', async () => {
    const storages = Array.from({ length: 3 }, openStorage);
    await Promise.all(storages.map((storage) => storage.prepare(new AbortController().signal, quiet)));
    const rows = await Promise.all(
      storages.flatMap((storage) =>
        Array.from({ length: 500 }, (_, index) =>
          storage.stamps.stamp({
            namespace: 'bouncer',
            blake3_hash: createHash('sha256').update(String(index)).digest('hex'),
            content_type: 'text/plain',
            content_length: index,
            file_path: null,
          }),
        ),
      ),
    );
    expect(new Set(rows.map(({ uid }) => uid)).size).toBe(500);
    for (const storage of storages) await expect(storage.health()).resolves.toEqual({ status: 'up' });
  });

  it('gives every statement its timeout, and nobody else', async () => {
    const [impatient, patient] = [database(100), database(5_000)];
    const setting = async (from: Database): Promise<unknown> =>
      (await from.query('SHOW statement_timeout')).flatMap(Object.values);
    // They take turns on the same connections of the server.
    for (let turn = 0; turn < 5; turn += 1) {
      const slow: unknown = await impatient.query('SELECT pg_sleep(4)').catch((error: unknown) => error);
      expect(slow).toMatchObject({ code: '57014' });
      await expect(setting(patient)).resolves.toEqual(['5s']);
      await expect(setting(impatient)).resolves.toEqual(['100ms']);
    }
  });

  it('takes what it says about a server that is away, or a crowd, for an outage', async () => {
    await bouncer.stop();
    bouncer = await PgBouncer.start(random.url, 'max_client_conn = 1', 'query_wait_timeout = 1');
    const [first, second] = [database(5_000), database(5_000)];
    await first.transaction(async () => {
      const crowd: unknown = await second.query('SELECT 1').catch((error: unknown) => error);
      expect(classifyDatabaseError(crowd)).toBe('outage');
    });
    const missing = new URL(bouncer.url);
    missing.pathname = '/no_such_database';
    await first.close();
    await eventually('the place is free again', async () => {
      const away: unknown = await database(5_000, missing.toString())
        .query('SELECT 1')
        .catch((error: unknown) => error);
      expect(classifyDatabaseError(away)).toBe('outage');
      return String(away).includes('no_such_database');
    });
  });

  it('takes waiting too long for a connection to the server for an outage', async () => {
    await bouncer.stop();
    bouncer = await PgBouncer.start(random.url, 'default_pool_size = 1', 'query_wait_timeout = 1');
    const [first, second] = [database(5_000), database(5_000)];
    await first.transaction(async (query) => {
      await query('SELECT 1');
      const late: unknown = await second.query('SELECT 1').catch((error: unknown) => error);
      expect(String(late)).toContain('query_wait_timeout');
      expect(classifyDatabaseError(late)).toBe('outage');
    });
    await expect(second.query('SELECT 1 AS one')).resolves.toEqual([{ one: 1 }]);
  });
});
