import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Kafka, logLevel, Partitioners, type Producer } from 'kafkajs';
import { DECISION_AUDIT_TOPIC } from '#contracts';
import { readCheckpoint, verifyChain, type Checkpoint, type Verified } from '#event-log';
import type { Database } from '#storage';
import { startLocalBroker, type LocalBroker } from '../../../tools/local-broker/src';
import type { AppProcess } from '../../support/app-process';
import { eventually } from '../../support/eventually';
import { sourceOf } from '../event-log/audit-rig';
import { TestSystem } from '../main-job/test-system';

/** The built recorder, with a key and without. */
describe('the recorder', () => {
  let broker: LocalBroker;
  let system: TestSystem;
  let producer: Producer;
  let rows: Database;
  let folder: string;
  let publicKey: KeyObject;
  let recorder: AppProcess;
  const file = (name: string): string => join(folder, name);

  beforeAll(async () => {
    broker = await startLocalBroker();
    producer = new Kafka({ brokers: [broker.bootstrap], logLevel: logLevel.NOTHING }).producer({
      createPartitioner: Partitioners.DefaultPartitioner,
    });
    await producer.connect();
  });
  afterAll(async () => {
    await producer.disconnect();
    await broker.stop();
  });
  beforeEach(async () => {
    system = await TestSystem.open(broker.bootstrap);
    rows = system.database.open();
    folder = mkdtempSync(join(tmpdir(), 'omni-checkpoints-'));
    const keys = generateKeyPairSync('ed25519');
    publicKey = keys.publicKey;
    writeFileSync(file('key'), keys.privateKey.export({ type: 'pkcs8', format: 'pem' }));
  });
  afterEach(async () => {
    await recorder.kill();
    await system.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const start = async (env: Readonly<Record<string, string>>): Promise<void> => {
    recorder = await system.start('recorder', { RECORDER_TOPICS: DECISION_AUDIT_TOPIC, ...env }).ready();
  };
  const send = (count: number) =>
    producer.send({
      topic: DECISION_AUDIT_TOPIC,
      messages: Array.from({ length: count }, (_, n) => ({ key: 'me', value: `{"event_id":"${n}"}` })),
    });
  const outside = (): Checkpoint[] =>
    existsSync(file('checkpoints'))
      ? readFileSync(file('checkpoints'), 'utf8')
          .trimEnd()
          .split('\n')
          .map((line) => readCheckpoint(JSON.parse(line))!)
      : [];
  const verify = (): Promise<Verified> =>
    verifyChain(sourceOf(system.database, rows), {
      checkpoints: outside(),
      publicKeys: [publicKey],
      onProgress: () => undefined,
    });
  const said = (message: string) =>
    eventually(message, () => recorder.lines.find((line) => line['message'] === message));

  it('signs the chain after so many entries, in the table, in the file and in the log', async () => {
    await start({
      AUDIT_SIGNING_KEY_FILE: file('key'),
      AUDIT_CHECKPOINT_FILE: file('checkpoints'),
      AUDIT_CHECKPOINT_ENTRIES: '10',
      AUDIT_CHECKPOINT_INTERVAL: '24h',
    });
    const signedAt = (size: bigint) =>
      eventually(`${size} entries are signed`, () => outside().find((checkpoint) => checkpoint.size >= size));
    await send(5);
    const first = await signedAt(1n);
    await send(15);
    await signedAt(first.size + 10n);
    const { entries, good, checkpoints, faults } = await verify();
    expect({ good, faults }).toEqual({ good: entries, faults: [] });
    // Each of them in the table and in the file.
    expect(checkpoints).toBe(2 * outside().length);
    const line = await said('audit checkpoint signed');
    expect(readCheckpoint(JSON.parse(String(line['checkpoint'])))).toEqual(first);
    const metrics = async () => (await fetch(`${await recorder.url()}/metrics`)).text();
    await eventually('the metric says so', async () =>
      new RegExp(`^omninode_audit_entries_signed\\{.*\\} ${outside().at(-1)!.size}$`, 'm').test(await metrics()),
    );
  });

  it('signs when it stops what it has not signed yet', async () => {
    await start({
      AUDIT_SIGNING_KEY_FILE: file('key'),
      AUDIT_CHECKPOINT_FILE: file('checkpoints'),
      AUDIT_CHECKPOINT_INTERVAL: '24h',
    });
    await send(5);
    await eventually('the first are signed', () => outside().length === 1);
    const { entries } = await verify();
    await send(15);
    await eventually('more are chained', async () => (await verify()).entries >= entries + 15);
    await expect(recorder.stop()).resolves.toMatchObject({ code: 0 });
    const verified = await verify();
    expect(
      outside()
        .map(({ size }) => Number(size))
        .at(-1),
    ).toBe(verified.entries);
    expect(verified.faults).toEqual([]);
  });

  it('signs after some time what there is, and stops where the chain is not what it signed', async () => {
    await start({ AUDIT_SIGNING_KEY_FILE: file('key'), AUDIT_CHECKPOINT_INTERVAL: '1s' });
    await said('audit checkpoints leave the database with log and topic only: AUDIT_CHECKPOINT_FILE is not set');
    await send(3);
    await said('audit checkpoint signed');
    await rows.query(`UPDATE audit_chain SET hash = decode(repeat('00', 32), 'hex')`);
    await send(1);
    const line = await said('the audit chain was tampered with; it is not signed');
    expect(line).toMatchObject({ level: 'error', code: 'audit_chain_broken' });
  });

  it('says once that it has no key, and chains all the same', async () => {
    await start({});
    await send(3);
    await eventually('they are chained', async () => (await verify()).entries >= 3);
    const warnings = recorder.lines.filter(({ message }) =>
      String(message).startsWith('the audit chain is not signed'),
    );
    expect(warnings).toHaveLength(1);
    expect((await verify()).faults).toEqual([]);
  });
});
