import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { Client } from 'pg';
import { openDatabase, type Database } from '#storage';
import { startLocalBroker, type LocalBroker } from '../../../tools/local-broker/src';
import type { AppName, AppProcess } from '../../support/app-process';
import { eventually } from '../../support/eventually';
import { OwnPostgres } from '../../support/own-postgres';
import { ask, deadLetterTopic, responseTopic, toSend } from '../main-job/requests';
import { TestSystem } from '../main-job/test-system';

const APPS = ['bridge', 'dlq-monitor', 'intelligence'] as const;
const MIGRATIONS = BigInt(`0x${Buffer.from('omnimigr').toString('hex')}`);
const quiet = (): void => undefined;

/** SIGTERM must end it in order, whatever the database does; what takes longer than 10 s exits with 1. */
async function stopsInOrder(app: AppProcess): Promise<void> {
  const { code } = await app.stop();
  const fatal = app.lines.filter((line) => line['level'] === 'fatal' || 'stderr' in line || 'broken' in line);
  expect({ code, fatal }).toEqual({ code: 0, fatal: [] });
}

describe('a worker that is told to stop', () => {
  let broker: LocalBroker;
  let system: TestSystem;
  let server: OwnPostgres;
  let admin: Database;

  beforeAll(async () => {
    [broker, server] = await Promise.all([startLocalBroker(), OwnPostgres.start()]);
    system = await TestSystem.open(broker.bootstrap);
    admin = openDatabase({ url: server.url, maxConnections: 2, applicationName: 'admin', onError: quiet });
  });

  afterEach(async () => {
    server.resume();
    await Promise.all(system.apps.map((app) => app.kill()));
  });

  afterAll(async () => {
    await admin.close();
    await system.close();
    await Promise.all([server.stop(), broker.stop()]);
  });

  const start = (name: AppName, url = server.url): AppProcess =>
    system.start(name, { DATABASE_URL: url, DLQ_ALERT_INTERVAL_SECONDS: '1', DLQ_ALERT_THRESHOLD: '0' });

  /** Holds a lock, however long it takes, until it is called. */
  const hold = async (statement: string): Promise<() => Promise<void>> => {
    const holder = new Client({ connectionString: server.url });
    await holder.connect();
    await holder.query(`BEGIN; ${statement}`);
    return () => holder.end();
  };

  const says = (app: AppProcess, text: string) =>
    eventually(`it says "${text}"`, () => app.lines.find(({ message }) => String(message).includes(text)));

  describe('while it starts', () => {
    it.each(APPS)('%s stops in order with a database that is absent', async (name) => {
      const app = start(name, 'postgres://nobody@127.0.0.1:1/nothing');
      await says(app, 'waiting for the database');
      await stopsInOrder(app);
    });

    it.each(APPS)('%s stops in order with a database that accepts connections and says nothing', async (name) => {
      const sockets: Socket[] = [];
      const silent: Server = createServer((socket) => sockets.push(socket)).listen(0, '127.0.0.1');
      await once(silent, 'listening');
      const { port } = silent.address() as AddressInfo;
      const app = start(name, `postgres://u:p@127.0.0.1:${port}/x`);
      await eventually('it connects', () => sockets.length > 0);
      await stopsInOrder(app);
      sockets.forEach((socket) => socket.destroy());
      silent.close();
    });

    it.each(APPS)('%s stops in order while another program migrates', async (name) => {
      const release = await hold(`SELECT pg_advisory_xact_lock(${MIGRATIONS})`);
      const app = start(name);
      await eventually('it waits', async () => (await admin.query(WAITING)).length > 0);
      await stopsInOrder(app);
      await release();
    });

    it.each(APPS)('%s stops in order before it listens', async (name) => {
      const app = start(name);
      await eventually('it has begun', () => app.lines.length > 0);
      await stopsInOrder(app);
    });
  });

  const stamps = (count: number, name: string) =>
    Array.from({ length: count }, (_, index) => ask('stamp', { content: `${name} ${index}` }));

  it('bridge stops in order with requests in flight at a database that hangs', async () => {
    const app = await start('bridge').ready();
    const [first, ...others] = stamps(20, 'hang');
    if (first === undefined) throw new Error('no request');
    await system.tap.send(toSend(first));
    await system.tap.first(responseTopic('stamp', first.style), first.correlationId);
    server.hang();
    await system.tap.send(...others.map(toSend));
    await inFlight(app);
    await stopsInOrder(app);
  });

  it('bridge stops in order with requests in flight at a table that is locked', async () => {
    const app = await start('bridge').ready();
    const release = await hold('LOCK TABLE stamps IN ACCESS EXCLUSIVE MODE');
    await system.tap.send(...stamps(20, 'locked').map(toSend));
    await inFlight(app);
    await stopsInOrder(app);
    await release();
  });

  it('dlq-monitor stops in order with records, a look and a page in work at a database that hangs', async () => {
    const app = await start('dlq-monitor').ready();
    const topic = deadLetterTopic('stamp', 'dotted');
    await system.tap.send({ topic, key: null, value: '{"error":"first"}' });
    await says(app, 'alert');
    server.hang();
    await system.tap.send({ topic, key: null, value: '{"error":"second"}' });
    const page = fetch(`${await app.url()}/api/v1/dead-letters`).catch(quiet);
    await inFlight(app);
    await stopsInOrder(app);
    await page;
  });

  it('intelligence stops in order with a request in work at a database that hangs', async () => {
    const app = await start('intelligence').ready();
    server.hang();
    await system.tap.send(
      toSend(ask('validate', { code: 'def f(x: int) -> int:\n    return x\n', language: 'python' })),
    );
    await stopsInOrder(app);
  });
});

const WAITING = `
SELECT pid FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND application_name LIKE 'omninode-%'`;

async function inFlight(app: AppProcess): Promise<void> {
  const url = await app.url();
  await eventually('records are in flight', async () => {
    const page = await (await fetch(`${url}/metrics`)).text();
    return /^omninode_messages_in_flight\{.*\} [1-9]/m.test(page);
  });
}
