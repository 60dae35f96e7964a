import { openDatabase, type Database } from '#storage';
import { eventually } from '../../support/eventually';
import { OwnPostgres } from '../../support/own-postgres';
import { json } from '../main-job/tap';
import { BridgeRig, codesOf, EVENTS, TOKENS } from './bridge-rig';

const NAMESPACE = 'spec.http.away';
const BATCH = {
  namespace: NAMESPACE,
  items: Array.from({ length: 300 }, (_, index) => ({ content: `item ${index}` })),
};

describe('stamping over HTTP, while the database or the broker fails,', () => {
  let server: OwnPostgres;
  let rows: Database;
  let rig: BridgeRig;

  beforeAll(async () => {
    server = await OwnPostgres.start();
    rows = openDatabase({ url: server.url, maxConnections: 1, applicationName: 'test', onError: () => undefined });
    rig = await BridgeRig.open(server.url);
  });
  afterAll(async () => {
    await rig.close();
    await rows.close();
    await server.stop();
  });

  const stored = async () => {
    const [counted] = await rows.query<{ stamps: number; messages: number }>(
      `SELECT (SELECT count(*)::integer FROM stamps WHERE namespace = $1) AS stamps,
        (SELECT count(*)::integer FROM outbox WHERE sent_at IS NULL) AS messages`,
      [NAMESPACE],
    );
    return counted;
  };

  it('stores all of a batch or nothing, and announces what it has stored', async () => {
    // The stamps are written by then, and the connection is gone before they are committed.
    await rows.query(`CREATE FUNCTION cut_off() RETURNS trigger LANGUAGE plpgsql
      AS $$ BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END $$`);
    await rows.query('CREATE TRIGGER cut_off AFTER INSERT ON outbox EXECUTE FUNCTION cut_off()');
    const failed = await rig.ask('POST', '/batch', BATCH, { 'x-correlation-id': 'cut-off' });
    expect([failed.status, codesOf(failed)]).toEqual([503, ['DATABASE_CONNECTION_ERROR null']]);
    expect(await stored()).toEqual({ stamps: 0, messages: 0 });

    await rows.query('DROP TRIGGER cut_off ON outbox');
    const again = await rig.ask('POST', '/batch', BATCH, { 'x-correlation-id': 'again' });
    expect(again).toMatchObject({ status: 200, body: { status: 'success', data: { successful_items: 300 } } });
    expect(await stored()).toMatchObject({ stamps: 300 });
    const announced = await rig.tap.all(EVENTS[0], 'again', 300);
    const hashes = new Set(announced.map((record) => (json(record)['payload'] as { blake3_hash: string }).blake3_hash));
    expect([hashes.size, rig.tap.keyed(EVENTS[0], 'cut-off').length]).toEqual([300, 0]);
  });

  it('says so with a code and when to come back, and goes on once it is there again', async () => {
    await server.kill();
    const hash = '0'.repeat(64);
    for (const [method, path, body] of [
      ['POST', '/stamp', { content: 'x' }],
      ['POST', '/batch', BATCH],
      ['GET', `/stamp/${hash}`],
      ['GET', `/namespace/${NAMESPACE}`],
    ] as const) {
      const answered = await rig.ask(method, path, body);
      expect([path, answered.status, codesOf(answered)]).toEqual([path, 503, ['DATABASE_CONNECTION_ERROR null']]);
    }
    const response = await rig.send('POST', '/stamp', '{"content":"x"}');
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '5']);
    const onBus = await fetch(`${rig.url}/api/v1/stamp`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${TOKENS.otto}` },
      body: '{"content":"x"}',
    });
    expect([onBus.status, await onBus.json()]).toMatchObject([503, { code: 'database_unavailable' }]);
    // What needs no database goes on.
    expect(await rig.ask('POST', '/validate', { content: 'x' })).toMatchObject({ status: 200 });
    const ready = await eventually('it is not ready', async () => {
      const asked = await rig.ask('GET', '/health/ready');
      return asked.status === 503 && asked.body;
    });
    expect(ready).toMatchObject({
      status: 'partial',
      data: { overall_ready: false },
      error: [{ code: 'READINESS_CHECK_FAILED' }],
    });

    await server.start();
    await eventually('it stamps again', async () => (await rig.send('POST', '/stamp', '{"content":"x"}')).ok, 60_000);
  });

  it('stamps while only the broker is away, and keeps what is to be announced', async () => {
    await eventually('all is announced', async () => (await stored())?.messages === 0);
    await rig.broker.stop();
    const sent = { content: 'while the broker is away', namespace: 'spec.http.no-broker' };
    expect(await rig.ask('POST', '/stamp', sent)).toMatchObject({ status: 200 });
    expect(await stored()).toMatchObject({ messages: 2 });
    const onBus = await fetch(`${rig.url}/api/v1/stamp`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${TOKENS.otto}` },
      body: JSON.stringify(sent),
    });
    expect([onBus.status, await onBus.json()]).toMatchObject([503, { code: 'broker_unavailable' }]);
  });
});
