import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DECISION_AUDIT_TOPIC } from '#contracts';
import type { Database } from '#storage';
import { onOneBroker } from '../../support/brokers';
import { eventually } from '../../support/eventually';
import { omni } from '../cli/omni';
import { TestSystem } from '../main-job/test-system';

/** The built recorder and the command line; what is on the topic was not in the database when somebody changed that. */
onOneBroker(({ bootstrap }) => {
  let system: TestSystem;
  let rows: Database;
  let folder: string;
  const file = (name: string): string => join(folder, name);

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'omni-checkpoints-'));
    for (const name of ['ours', 'other']) {
      const { privateKey, publicKey } = generateKeyPairSync('ed25519');
      writeFileSync(file(name), privateKey.export({ type: 'pkcs8', format: 'pem' }));
      writeFileSync(file(`${name}.pub`), publicKey.export({ type: 'spki', format: 'pem' }));
    }
    system = await TestSystem.open(bootstrap());
    rows = system.database.open(1);
    const env = { RECORDER_TOPICS: DECISION_AUDIT_TOPIC, AUDIT_SIGNING_KEY_FILE: file('ours') };
    await system.start('recorder', { ...env, AUDIT_CHECKPOINT_INTERVAL: '1s' }).ready();
  });
  afterAll(async () => {
    await system.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const verify = (key: string) => {
    const env = { DATABASE_URL: system.database.url, KAFKA_BOOTSTRAP_SERVERS: bootstrap() };
    const typed = ['audit', 'verify', '--checkpoint-topic', '--public-key', file(`${key}.pub`), '--output', 'json'];
    return omni(typed, { env });
  };
  it('has the signed ends of the chain, by which a chain that was cut off with its checkpoints is found out', async () => {
    for (const id of ['1', '2', '3']) {
      await system.tap.send({ topic: DECISION_AUDIT_TOPIC, key: 'me', value: `{"event_id":"${id}"}` });
    }
    await eventually('all is signed and published', async () => {
      const [state] = await rows.query<{ left: number }>(
        `SELECT (SELECT count(*) FROM audit_chain)::integer - coalesce(max(size), 0)::integer
           + (SELECT count(*) FROM outbox WHERE sent_at IS NULL)::integer AS left FROM audit_checkpoints HAVING max(size) >= 3`,
      );
      return state?.left === 0;
    });
    const sound = await verify('ours');
    expect([sound.code, JSON.parse(sound.stdout)]).toMatchObject([0, { valid: true, faults: [] }]);
    await system.app('recorder').kill();
    await rows.query('DELETE FROM audit_checkpoints');
    await rows.query(`DELETE FROM event_log_audit WHERE position = (SELECT max(position) FROM audit_chain)`);
    await rows.query('DELETE FROM audit_chain WHERE number = (SELECT max(number) FROM audit_chain)');
    const cut = await verify('ours');
    expect([cut.code, JSON.parse(cut.stdout)]).toMatchObject([1, { valid: false, faults: [{ kind: 'truncation' }] }]);
  });

  it('says nothing for a chain that was signed with another key', async () => {
    expect(await verify('other')).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/no checkpoint .* these keys/),
    });
  });
});
