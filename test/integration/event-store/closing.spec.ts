import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { EventStore, openDatabase } from '#event-store';
import { eventually } from '../../support/eventually';
import { OwnPostgres } from '../../support/own-postgres';

const quiet = (): void => undefined;

/** Whether it ended within so many milliseconds. */
async function milliseconds(work: Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work;
  return performance.now() - began;
}

describe('a store that is closed', () => {
  let server: OwnPostgres;
  beforeAll(async () => {
    server = await OwnPostgres.start();
  });
  afterAll(() => server.stop());

  const open = (url = server.url): EventStore =>
    new EventStore({ url, applicationName: 'closing', owner: 'bridge', onError: quiet });

  const backends = async (): Promise<number> => {
    const admin = openDatabase({ url: server.url, maxConnections: 1, applicationName: 'admin', onError: quiet });
    const rows = await admin.query(`SELECT pid FROM pg_stat_activity WHERE application_name = 'closing'`);
    await admin.close();
    return rows.length;
  };

  it('says goodbye to a server that answers, and leaves no connection', async () => {
    const store = open();
    await store.prepare(new AbortController().signal, quiet);
    await store.ping();
    expect(await milliseconds(store.close())).toBeLessThan(1_500);
    await eventually('the connections are gone', async () => (await backends()) === 0);
    await expect(store.ping()).rejects.toThrow('Cannot use a pool after calling end');
    await store.close();
  });

  it('waits for a statement that is running', async () => {
    const database = openDatabase({ url: server.url, maxConnections: 1, applicationName: 'closing', onError: quiet });
    const slow = database.query('SELECT pg_sleep(0.3)');
    await eventually('it runs', async () => (await backends()) === 1);
    await database.close();
    await expect(slow).resolves.toHaveLength(1);
  });

  it('ends within a second or so though its server hangs, with statements running and connections opening', async () => {
    const store = open();
    await store.prepare(new AbortController().signal, quiet);
    await store.ping();
    server.hang();
    const work = Promise.allSettled(
      Array.from({ length: 20 }, (_, index) => [
        store.inbox.finish('c', String(index)),
        store.alerts.claimAlert(String(index), 1, new Date()),
      ]).flat(),
    );
    const health = store.health().catch(quiet);
    const took = await milliseconds(store.close());
    server.resume();
    await Promise.all([work, health]);
    expect(took).toBeLessThan(2_000);
  });
});

describe('a store that is being prepared', () => {
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
    const store = new EventStore({ url, applicationName: 'preparing', owner: 'bridge', onError: quiet });
    const stopping = new AbortController();
    const preparing = store.prepare(stopping.signal, quiet);
    await eventually('it has begun', begun);
    stopping.abort();
    const took = await milliseconds(preparing);
    await store.close();
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
    const store = new EventStore({ url: server.url, applicationName: 'preparing', owner: 'bridge', onError: quiet });
    const preparing = await other.transaction(async (query) => {
      await query(`SELECT pg_advisory_xact_lock(${BigInt(`0x${Buffer.from('omnimigr').toString('hex')}`)})`);
      const begun = store.prepare(new AbortController().signal, ({ message }) => reasons.push(message));
      await eventually('it tells', () => reasons.length > 0);
      return { begun };
    });
    await preparing.begun;
    expect(reasons[0]).toBe('another program is bringing the schema up to date');
    await store.ping();
    await Promise.all([store.close(), other.close()]);
  });
});

const BACKENDS = `SELECT pid FROM pg_stat_activity WHERE application_name = 'preparing'`;
const WAITING = `${BACKENDS} AND wait_event_type = 'Lock'`;
