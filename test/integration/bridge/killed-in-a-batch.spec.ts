import { Client } from 'pg';
import { MAX_BATCH_ITEMS } from '#contracts';
import { eventually } from '../../support/eventually';
import { OwnPostgres } from '../../support/own-postgres';
import { json } from '../main-job/tap';
import { BridgeRig, codesOf, EVENTS } from './bridge-rig';

const [STAMPED] = EVENTS;
const REQUEST = 'omninode.bridge.request.batch_stamp.v1';
const RESPONSE = 'omninode.bridge.response.batch_stamp.v1';
const RECOVERY_MS = 120_000;

/** The row in the middle of a batch, at which the database stops until somebody lets it go on. */
const MIDDLE = 'the middle';
const STOP_IN_THE_MIDDLE = `
CREATE FUNCTION stop_here() RETURNS trigger LANGUAGE plpgsql
AS $$ BEGIN PERFORM pg_advisory_xact_lock_shared(4711); RETURN NEW; END $$;
CREATE TRIGGER stop_here BEFORE INSERT ON stamps FOR EACH ROW WHEN (NEW.file_path = '${MIDDLE}')
EXECUTE FUNCTION stop_here()`;

describe('a batch in the middle of which the database is killed', () => {
  let server: OwnPostgres;
  let rig: BridgeRig;

  beforeAll(async () => {
    server = await OwnPostgres.start();
    rig = await BridgeRig.open(server.url, [...EVENTS, RESPONSE]);
    await asked((client) => client.query(STOP_IN_THE_MIDDLE));
  });
  afterAll(async () => {
    await rig.close();
    await server.stop();
  });

  async function asked<Result>(work: (client: Client) => Promise<Result>): Promise<Result> {
    const client = new Client({ connectionString: server.url });
    // The connection goes with the server.
    client.on('error', () => undefined);
    await client.connect();
    try {
      return await work(client);
    } finally {
      await client.end().catch(() => undefined);
    }
  }

  const stored = (namespace: string) =>
    asked(async (client) => {
      const { rows } = await client.query<{ stamps: number; messages: number }>(
        `SELECT (SELECT count(*)::integer FROM stamps WHERE namespace = $1) AS stamps,
          (SELECT count(*)::integer FROM outbox WHERE sent_at IS NULL) AS messages`,
        [namespace],
      );
      return rows[0];
    });

  /** Kills the database when it has written half of what `work` sends, and starts it again. */
  const killedDuring = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    const working = await asked(async (client) => {
      await client.query('SELECT pg_advisory_lock(4711)');
      const begun = work();
      await eventually('it is in the middle of the batch', async () => {
        const { rows } = await client.query('SELECT 1 FROM pg_locks WHERE objid = 4711 AND NOT granted');
        return rows.length > 0;
      });
      await server.kill();
      return { begun };
    });
    // Who asked over HTTP is told while it is away.
    try {
      return await working.begun;
    } finally {
      await server.start();
    }
  };

  const itemsOf = (count: number) =>
    Array.from({ length: count }, (_, index) => ({
      id: index,
      content: `item ${index}`,
      ...(index === count / 2 && { file_path: MIDDLE }),
    }));

  it('over HTTP is refused as a whole, and stamped as a whole when it is sent again', async () => {
    const namespace = 'spec.killed.http';
    const batch = (correlation: string) =>
      rig.ask('POST', '/batch', { namespace, items: itemsOf(10_000) }, { 'x-correlation-id': correlation });
    const failed = await killedDuring(() => batch('killed'));
    expect([failed.status, codesOf(failed)]).toEqual([503, ['DATABASE_CONNECTION_ERROR null']]);
    expect(await stored(namespace)).toEqual({ stamps: 0, messages: 0 });

    const again = await eventually(
      'the database is there again',
      async () => {
        const answered = await batch('again');
        return answered.status === 200 && answered.body;
      },
      RECOVERY_MS,
    );
    expect(again).toMatchObject({ status: 'success', data: { successful_items: 10_000, failed_items: 0 } });
    expect(await stored(namespace)).toMatchObject({ stamps: 10_000 });
    const announced = await rig.tap.all(STAMPED, 'again', 10_000, RECOVERY_MS);
    const hashes = new Set(announced.map((record) => (json(record)['payload'] as { blake3_hash: string }).blake3_hash));
    expect([hashes.size, announced.length, rig.tap.keyed(STAMPED, 'killed').length]).toEqual([10_000, 10_000, 0]);
  });

  it('over the bus is answered once, and completely, when the database is there again', async () => {
    const namespace = 'spec.killed.bus';
    const payload = { contents: itemsOf(MAX_BATCH_ITEMS), namespace };
    await killedDuring(async () => {
      await rig.tap.send({ topic: REQUEST, key: 'bus', value: JSON.stringify({ correlation_id: 'bus', payload }) });
    });
    const reply = json(await rig.tap.first(RESPONSE, 'bus', RECOVERY_MS));
    expect(reply).toMatchObject({ payload: { success_count: MAX_BATCH_ITEMS, failed_count: 0 } });
    expect(await stored(namespace)).toMatchObject({ stamps: MAX_BATCH_ITEMS });
    await rig.tap.all(STAMPED, 'bus', MAX_BATCH_ITEMS, RECOVERY_MS);
    await rig.tap.readTo(await rig.tap.ends([RESPONSE, STAMPED]));
    expect([rig.tap.keyed(RESPONSE, 'bus').length, rig.tap.keyed(STAMPED, 'bus').length]).toEqual([1, MAX_BATCH_ITEMS]);
  });
});
