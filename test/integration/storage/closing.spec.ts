import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { openDatabase } from '#storage';
import { BridgeStorage } from '../../support/bridge-storage';
import { eventually } from '../../support/eventually';
import { OwnPostgres } from '../../support/own-postgres';

const quiet = (): void => undefined;

/** Whether it ended within so many milliseconds. */
async function milliseconds(work: Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work;
  return performance.now() - began;
}

describe('a storage that is closed', () => {
  let server: OwnPostgres;
  beforeAll(async () => {
    server = await OwnPostgres.start();
  });
  afterAll(() => server.stop());

  const open = (url = server.url): BridgeStorage => new BridgeStorage({ url, applicationName: 'closing' });

  const backends = async (): Promise<number> => {
    const admin = openDatabase({ url: server.url, maxConnections: 1, applicationName: 'admin', onError: quiet });
    const rows = await admin.query(`SELECT pid FROM pg_stat_activity WHERE application_name = 'closing'`);
    await admin.close();
    return rows.length;
  };

  it('says goodbye to a server that answers, and leaves no connection', async () => {
    const storage = open();
    await storage.prepare(new AbortController().signal, quiet);
    await storage.ping();
    expect(await milliseconds(storage.close())).toBeLessThan(1_500);
    await eventually('the connections are gone', async () => (await backends()) === 0);
    await expect(storage.ping()).rejects.toThrow('Cannot use a pool after calling end');
    await storage.close();
  });

  it('waits for a statement that is running', async () => {
    const database = openDatabase({ url: server.url, maxConnections: 1, applicationName: 'closing', onError: quiet });
    const slow = database.query('SELECT pg_sleep(0.3)');
    await eventually('it runs', async () => (await backends()) === 1);
    await database.close();
    await expect(slow).resolves.toHaveLength(1);
  });

  it('ends within a second or so though a transaction waits for something else than the database', async () => {
    const database = openDatabase({ url: server.url, maxConnections: 1, applicationName: 'closing', onError: quiet });
    let go = quiet;
    const waiting = database.transaction(() => new Promise<void>((resolve) => (go = resolve)));
    await eventually('it has begun', async () => (await backends()) === 1);
    expect(await milliseconds(database.close())).toBeLessThan(2_000);
    go();
    await expect(waiting).rejects.toThrow(/Connection terminated|not queryable/);
  });

  it('ends within a second or so though its server hangs, with statements running and connections opening', async () => {
    const storage = open();
    await storage.prepare(new AbortController().signal, quiet);
    await storage.ping();
    server.hang();
    const work = Promise.allSettled(
      Array.from({ length: 20 }, (_, index) => [
        storage.inbox.finish('c', String(index)),
        storage.query('SELECT 1'),
      ]).flat(),
    );
    const health = storage.health().catch(quiet);
    const took = await milliseconds(storage.close());
    server.resume();
    await Promise.all([work, health]);
    expect(took).toBeLessThan(2_000);
  });
});

describe('a storage that is being prepared', () => {
  let server: OwnPostgres;
  let silent: Server;
  const sockets: Socket[] = [];
  beforeAll(async () => {
    server = await OwnPostgres.start();
    silent = createServer((socket) => sockets.push(socket)).listen(0, '127.0.0.1');
    await once(silent, 'listening');
  });
  afterAll(async () => {
    sockets.forEach((socket) => socket.destroy());
    silent.close();
    await server.stop();
  });

  const admin = () => openDatabase({ url: server.url, maxConnections: 2, applicationName: 'admin', onError: quiet });

  /** Prepares, aborts when `begun` says so, and answers how long it took then. */
  const abortWhen = async (url: string, begun: () => Promise<boolean> | boolean): Promise<number> => {
    const storage = new BridgeStorage({ url, applicationName: 'preparing' });
    const stopping = new AbortController();
    const preparing = storage.prepare(stopping.signal, quiet);
    await eventually('it has begun', begun);
    stopping.abort();
    const took = await milliseconds(preparing);
    await storage.close();
    return took;
  };

  it('gives up at once in the middle of a connection that nobody answers', async () => {
    const { port } = silent.address() as AddressInfo;
    expect(await abortWhen(`postgres://u:p@127.0.0.1:${port}/x`, () => sockets.length > 0)).toBeLessThan(500);
  });

  it('gives up at once while another program migrates', async () => {
    const other = admin();
    await other.transaction(async (query) => {
      await query(`SELECT pg_advisory_xact_lock(${BigInt(`0x${Buffer.from('omnimigr').toString('hex')}`)})`);
      const waits = async () => (await other.query(WAITING)).length > 0;
      expect(await abortWhen(server.url, waits)).toBeLessThan(500);
    });
    await eventually('the server does not wait for nobody', async () => (await other.query(BACKENDS)).length === 0);
    await other.close();
  });

  it('tells that it waits for another program, and goes on after it', async () => {
    const other = admin();
    const reasons: string[] = [];
    const storage = new BridgeStorage({ url: server.url, applicationName: 'preparing' });
    const preparing = await other.transaction(async (query) => {
      await query(`SELECT pg_advisory_xact_lock(${BigInt(`0x${Buffer.from('omnimigr').toString('hex')}`)})`);
      const begun = storage.prepare(new AbortController().signal, ({ message }) => reasons.push(message));
      await eventually('it tells', () => reasons.length > 0);
      return { begun };
    });
    await preparing.begun;
    expect(reasons[0]).toBe('another program is bringing the schema up to date');
    await storage.ping();
    await Promise.all([storage.close(), other.close()]);
  });
});

const BACKENDS = `SELECT pid FROM pg_stat_activity WHERE application_name = 'preparing'`;
const WAITING = `${BACKENDS} AND wait_event_type = 'Lock'`;
