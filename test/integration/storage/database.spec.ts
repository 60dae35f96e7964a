import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { classifyDatabaseError, openDatabase } from '#storage';
import { createRandomDatabase, type RandomDatabase } from '../../support/random-database';

const kindOf = (work: Promise<unknown>) => work.then(() => 'no error', classifyDatabaseError);

describe('a database', () => {
  let random: RandomDatabase;
  beforeAll(async () => {
    random = await createRandomDatabase();
  });
  afterAll(() => random.drop());

  it('survives that the server ends an idle connection, tells about it, and connects again', async () => {
    const errors: Error[] = [];
    const database = openDatabase({
      url: random.url,
      maxConnections: 1,
      applicationName: 'idle',
      onError: (error) => errors.push(error),
    });
    await database.query('SELECT 1');
    await random.open().query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'idle'`);
    await expect(until(() => errors.length > 0)).resolves.toBeUndefined();
    expect(errors.map(classifyDatabaseError)).toContain('outage');
    await database.query('SELECT 1');
    await database.close();
    await database.close();
  });

  it('survives that the server ends a connection between two statements of a transaction', async () => {
    const errors: Error[] = [];
    const database = openDatabase({
      url: random.url,
      maxConnections: 1,
      applicationName: 'spec',
      onError: (error) => errors.push(error),
    });
    const other = random.open(1);
    const broken = database.transaction(async (query) => {
      const [row] = await query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
      await other.query('SELECT pg_terminate_backend($1)', [row?.pid]);
      await until(() => errors.length > 0);
      await query('SELECT 1');
    });
    await expect(kindOf(broken)).resolves.toBe('outage');
    await database.query('SELECT 1');
    await database.close();
  });

  it('rolls a failed transaction back and goes on', async () => {
    const database = random.open(1);
    await database.query('CREATE TABLE rolled (id integer PRIMARY KEY)');
    const failed = database.transaction(async (query) => {
      await query('INSERT INTO rolled VALUES (1)');
      await query('INSERT INTO rolled VALUES (1)');
    });
    await expect(kindOf(failed)).resolves.toBe('permanent');
    await expect(database.query('SELECT * FROM rolled')).resolves.toEqual([]);
  });

  it('gives up on a statement that takes too long, as on an outage', async () => {
    const slow = random.open(1).transaction((query) => query('SELECT pg_sleep(5)'), 50);
    await expect(kindOf(slow)).resolves.toBe('outage');
  });

  it('calls a port nobody listens on, a server that hangs up, and a database that is missing outages', async () => {
    const hangsUp = createServer((socket) => socket.destroy()).listen(0, '127.0.0.1');
    await once(hangsUp, 'listening');
    const { port } = hangsUp.address() as AddressInfo;
    const missing = new URL(random.url);
    missing.pathname = '/no_such_database';
    for (const url of ['postgres://u@127.0.0.1:1/x', `postgres://u@127.0.0.1:${port}/x`, missing.toString()]) {
      const database = openDatabase({ url, maxConnections: 1, applicationName: 'spec', onError: () => undefined });
      await expect(kindOf(database.query('SELECT 1'))).resolves.toBe('outage');
      await database.close();
    }
    hangsUp.close();
  });

  it('asks for TLS when the URL does, and calls a server without it an outage', async () => {
    const url = new URL(random.url);
    url.searchParams.set('sslmode', 'require');
    const database = openDatabase({
      url: url.toString(),
      maxConnections: 1,
      applicationName: 'spec',
      onError: () => undefined,
    });
    await expect(kindOf(database.query('SELECT 1'))).resolves.toBe('outage');
    await database.close();
  });
});

async function until(condition: () => boolean, deadline = Date.now() + 5_000): Promise<void> {
  while (!condition()) {
    if (Date.now() > deadline) throw new Error('the condition never came true');
    await new Promise((resolve) => setImmediate(resolve));
  }
}
