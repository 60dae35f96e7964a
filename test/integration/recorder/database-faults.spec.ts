import { symlinkSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import { openDatabase, type Database } from '#storage';
import { startLocalBroker, type LocalBroker } from '../../../tools/local-broker/src';
import { eventually } from '../../support/eventually';
import { OwnPostgres } from '../../support/own-postgres';
import { NO_LOG_FAULTS } from './check-log';
import { Recording } from './recording-rig';

/** So many records may wait for the recorders while more are sent. */
const MAX_BEHIND = 3_000;

/** The words for an event that the database will never take. */
const isRefusal = (message: unknown): boolean => /^an event (is|cannot be) recorded/.test(String(message));

/** What may be wrong with a database; `undo` makes it good again. */
interface Fault {
  readonly name: string;
  /** What every recorder says at `/health/ready` while it lasts. */
  readonly reason: RegExp;
  readonly begin: () => Promise<() => Promise<unknown> | void>;
}

/** What fails here is the database: one broker is enough, the real one where it is there. */
describe('while its database fails', () => {
  let broker: LocalBroker | undefined;
  let server: OwnPostgres;
  let rows: Database;
  let recording: Recording;

  beforeAll(async () => {
    const kafka = process.env['OMNI_TEST_KAFKA_BOOTSTRAP'];
    if (kafka === undefined) broker = await startLocalBroker();
    server = await OwnPostgres.start();
    rows = openDatabase({ url: server.url, maxConnections: 4, applicationName: 'test', onError: () => undefined });
    recording = await Recording.open(kafka ?? broker!.bootstrap, server.url, rows);
  });
  afterAll(async () => {
    await recording.close();
    await rows.close();
    await server.stop();
    await broker?.stop();
  });

  const cutOff = () =>
    rows.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'omninode-recorder'`);

  /** Runs with each statement that appends, until the connections that it holds up are cut. */
  const onAppend = async (statement: string): Promise<() => Promise<unknown>> => {
    await rows.query(`CREATE OR REPLACE FUNCTION on_append() RETURNS trigger LANGUAGE plpgsql
      AS $$ BEGIN ${statement}; RETURN NULL; END $$`);
    return async () => {
      await onAppend('NULL');
      await cutOff();
    };
  };

  const locked = async (): Promise<() => Promise<unknown>> => {
    let release = (): void => undefined;
    const released = new Promise<void>((resolve) => (release = resolve));
    let transaction: Promise<unknown> = Promise.resolve();
    await new Promise<void>((resolve, reject) => {
      transaction = rows.transaction(async (query) => {
        await query('LOCK TABLE event_log IN ACCESS EXCLUSIVE MODE').then(() => resolve(), reject);
        await released;
      });
    });
    return () => {
      release();
      return transaction;
    };
  };

  const readOnly = async (): Promise<() => Promise<unknown>> => {
    await rows.query('ALTER DATABASE omninode SET default_transaction_read_only = on');
    await cutOff();
    return async () => {
      await rows.transaction(async (query) => {
        await query('SET LOCAL transaction_read_only = off');
        await query('ALTER DATABASE omninode RESET default_transaction_read_only');
      });
      await cutOff();
    };
  };

  /** Each append also fills a table whose file is a device that is always full: the refusal is the system's own. */
  const full = async (): Promise<() => Promise<unknown>> => {
    await rows.query('CREATE TABLE filled (text text)');
    const [place] = await rows.query<{ file: string }>(
      `SELECT current_setting('data_directory') || '/' || pg_relation_filepath('filled') AS file`,
    );
    unlinkSync(join(place!.file));
    symlinkSync('/dev/full', place!.file);
    const undo = await onAppend(`INSERT INTO filled VALUES ('x')`);
    return async () => {
      await undo();
      await rows.query('DROP TABLE filled');
    };
  };

  const faults: readonly Fault[] = [
    { name: 'locked', reason: /table event_log is locked by another transaction/, begin: locked },
    { name: 'read-only', reason: /the database is read-only/, begin: readOnly },
    {
      name: 'restarted in order',
      reason: /ECONNREFUSED/,
      begin: async () => {
        await server.stop();
        return () => server.start();
      },
    },
    {
      name: 'restarted after a crash',
      reason: /ECONNREFUSED/,
      begin: async () => {
        await server.kill();
        return () => server.start();
      },
    },
    { name: 'full', reason: /could not extend file .*: No space left on device/, begin: full },
    {
      name: 'slower than it waits',
      reason: /canceling statement due to statement timeout/,
      begin: () => onAppend('PERFORM pg_sleep(60)'),
    },
  ];

  const everyRecorderSays = (reason: RegExp) =>
    eventually(
      `every recorder says ${reason.source}`,
      async () => {
        const pages = recording.running.map(async (recorder) => fetch(`${await recorder.url()}/health/ready`));
        const said = await Promise.all((await Promise.all(pages)).map(async (page) => !page.ok && page.text()));
        return said.every((text) => text !== false && reason.test(text));
      },
      30_000,
    );
  const everyRecorderIsReady = () => Promise.all(recording.running.map((recorder) => recorder.ready()));

  it('nothing is lost, doubled, altered or out of order, and health says why nothing is recorded', async () => {
    const topic = `${recording.tag}-busy`;
    await recording.create(topic);
    recording.start();
    recording.start();
    await everyRecorderIsReady();
    await onAppend('NULL');
    await rows.query(
      'CREATE TRIGGER on_append AFTER INSERT ON event_log FOR EACH STATEMENT EXECUTE FUNCTION on_append()',
    );
    const sending = new AbortController();
    const isNotFarBehind = async () => recording.sent.length - (await recording.stored()) < MAX_BEHIND;
    const traffic = (async () => {
      for (let round = 0; !sending.signal.aborted; round += 1) {
        const values = Array.from({ length: 200 }, (_, index) => JSON.stringify({ event_id: `${round}-${index}` }));
        await recording.send(topic, values);
        await eventually('the recorders follow', () => sending.signal.aborted || isNotFarBehind(), 60_000);
      }
    })();
    await recording.more(500);

    // A recorder dies, and connections are cut.
    await recording.running[0]!.kill();
    recording.start();
    await recording.more(500);
    await cutOff();
    await recording.more(500);

    // Slow is no fault.
    const undoSlow = await onAppend('PERFORM pg_sleep(0.3)');
    await recording.more(500);
    await everyRecorderIsReady();
    await undoSlow();

    for (const { reason, begin } of faults) {
      const undo = await begin();
      await everyRecorderSays(reason);
      await undo();
      await recording.more(500);
      await everyRecorderIsReady();
    }
    sending.abort();
    await traffic;
    expect(await recording.check()).toEqual(NO_LOG_FAULTS);
    const refused = recording.recorders.flatMap(({ lines }) => lines.filter(({ message }) => isRefusal(message)));
    expect(refused).toEqual([]);
  });
});
