import { execFile } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { DECISION_AUDIT_TOPIC, topicCatalog } from '#contracts';
import { readCheckpoint, verifyChain, type Checkpoint, type Verified } from '#event-log';
import { openDatabase, type Database } from '#storage';
import { startLocalBroker, type LocalBroker } from '../../../tools/local-broker/src';
import { applyTopics } from '../../../tools/local-stack/src/topics';
import { eventually } from '../../support/eventually';
import { asAdmin } from '../../support/random-database';
import { OwnPostgres } from '../../support/own-postgres';
import { findPostgresWithTools } from '../../support/postgres-with-tools';
import { sourceOf } from '../event-log/audit-rig';
import { NO_LOG_FAULTS } from './check-log';
import { Recording } from './recording-rig';

const tools = findPostgresWithTools();
if (tools === undefined && process.env['OMNI_TEST_REQUIRE_ALL'] === '1') {
  throw new Error('A PostgreSQL with pg_dump and pg_restore is required here.');
}
if (tools === undefined) console.warn('pg_dump with its server is missing: backup and restore are left out.');

const suite = tools === undefined ? describe.skip : describe;

/** What was restored is compared with what there was by these, up to the last position of the backup. */
const DIGESTS = `
SELECT (SELECT count(*) || md5(string_agg(e::text, '' ORDER BY position)) FROM event_log e WHERE position <= $1) AS log,
  (SELECT count(*) || md5(string_agg(c::text, '' ORDER BY number)) FROM audit_chain c WHERE position <= $1) AS chain`;

suite('a backup with pg_dump', () => {
  const run = promisify(execFile);
  const keys = generateKeyPairSync('ed25519');
  let broker: LocalBroker | undefined;
  let server: OwnPostgres;
  let folder: string;
  let recording: Recording;
  let opened: Database[] = [];
  const file = (name: string): string => join(folder, name);
  const urlOf = (database: string): string => Object.assign(new URL(server.url), { pathname: `/${database}` }).href;
  const open = (database: string): Database => {
    const options = { url: urlOf(database), maxConnections: 4, applicationName: 'test', onError: () => undefined };
    opened.push(openDatabase(options));
    return opened.at(-1)!;
  };

  beforeAll(async () => {
    const kafka = process.env['OMNI_TEST_KAFKA_BOOTSTRAP'];
    if (kafka === undefined) {
      broker = await startLocalBroker();
      await applyTopics(broker.bootstrap, topicCatalog());
    }
    server = await OwnPostgres.start(tools);
    folder = mkdtempSync(join(tmpdir(), 'omni-backup-'));
    writeFileSync(file('key'), keys.privateKey.export({ type: 'pkcs8', format: 'pem' }));
    recording = await Recording.open(kafka ?? broker!.bootstrap, server.url, open('omninode'));
  });
  afterAll(async () => {
    await recording.close();
    await Promise.all(opened.map((database) => database.close()));
    await server.stop();
    await broker?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const start = () =>
    recording
      .start({
        RECORDER_TOPICS: `${recording.tag}-*,${DECISION_AUDIT_TOPIC}`,
        AUDIT_SIGNING_KEY_FILE: file('key'),
        AUDIT_CHECKPOINT_FILE: file('checkpoints'),
        AUDIT_CHECKPOINT_ENTRIES: '1',
      })
      .ready();
  const send = async (label: string, count: number): Promise<void> => {
    const values = Array.from({ length: count }, (_, index) => `{"event_id":"${label}-${index}"}`);
    await recording.producer.send({
      topic: DECISION_AUDIT_TOPIC,
      messages: values.slice(0, 10).map((value) => ({ value })),
    });
    await recording.send(`${recording.tag}-busy`, values);
    await recording.allStored();
  };
  const checkpoints = (): Checkpoint[] => {
    const text = existsSync(file('checkpoints')) ? readFileSync(file('checkpoints'), 'utf8').trimEnd() : '';
    return text === '' ? [] : text.split('\n').map((line) => readCheckpoint(JSON.parse(line))!);
  };
  const signed = async (): Promise<Checkpoint[]> => {
    const [chain] = await recording.rows.query<{ size: string }>('SELECT max(number) AS size FROM audit_chain');
    await eventually('they are signed', () => (checkpoints().at(-1)?.size ?? 0n) >= BigInt(chain!.size));
    return checkpoints();
  };
  const verify = (database: string, outside: readonly Checkpoint[]): Promise<Verified> =>
    verifyChain(sourceOf({ url: urlOf(database) }, open(database)), {
      checkpoints: outside,
      publicKeys: [keys.publicKey],
      onProgress: () => undefined,
    });

  const administer = (statement: string) => asAdmin(urlOf('postgres'), statement);

  /** Nobody may connect while the names change hands. */
  const swap = async (): Promise<void> => {
    await administer('ALTER DATABASE omninode ALLOW_CONNECTIONS false');
    await administer(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname IN ('omninode', 'restored')`,
    );
    await eventually('the names are free', () => administer('ALTER DATABASE omninode RENAME TO lost').then(() => true));
    await administer('ALTER DATABASE restored RENAME TO omninode');
  };

  it('restored with pg_restore holds the same bytes, verifies, and is recorded on behind: nothing is lost or doubled', async () => {
    await recording.create(`${recording.tag}-busy`);
    const first = await start();
    await send('before', 600);
    const outside = await signed();
    await Promise.all([
      run(tools!.pgDump, ['--format=custom', `--file=${file('dump')}`, server.url]),
      send('meanwhile', 400),
    ]);
    await send('since', 400);
    const beforeTheCrash = await signed();

    await administer('CREATE DATABASE restored');
    await run(tools!.pgRestore, ['--exit-on-error', `--dbname=${urlOf('restored')}`, file('dump')]);
    const [last] = await open('restored').query<{ position: string }>(
      'SELECT max(position) AS position FROM event_log',
    );
    const digests = (rows: Database) => rows.query(DIGESTS, [last!.position]);
    expect(await digests(open('restored'))).toEqual(await digests(recording.rows));
    const { entries, good, faults } = await verify('restored', outside);
    expect({ good, faults }).toEqual({ good: entries, faults: [] });

    await swap();
    // It knows that there was more, and writes nothing behind a gap.
    await recording.send(`${recording.tag}-busy`, ['{"event_id":"after"}', '{}', 'no json']);
    await eventually('the recorder has ended', () => first.exited, 60_000);
    expect(first.lines.at(-1)).toMatchObject({ level: 'fatal', code: 'event_log_behind' });

    await start();
    expect(await recording.check()).toEqual(NO_LOG_FAULTS);
    await signed();
    expect((await verify('omninode', outside)).faults).toEqual([]);
    // What was signed since the backup is another chain's: entries have come again, at other times.
    expect((await verify('omninode', beforeTheCrash)).faults).not.toEqual([]);
  });
});
