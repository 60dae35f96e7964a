import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createPrivateKey } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeCheckpoint } from '#event-log';
import { appendEntries, positionsOf, signNow, type LogDatabase } from '../event-log/audit-rig';
import { createLogDatabase } from '../event-log/log-rig';
import { createRandomDatabase } from '../../support/random-database';
import { documents, omni, type Ended } from './omni';

const ENTRIES = 30;

describe('omni audit', () => {
  let random: LogDatabase;
  let folder: string;
  const file = (name: string): string => join(folder, name);
  const audit = (...argv: string[]): Promise<Ended> => omni(['audit', ...argv], { env: { DATABASE_URL: random.url } });

  /** A chain that is signed at its end, with what the recorder would write outside the database. */
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'omni-audit-'));
    random = await createLogDatabase();
    await audit('keygen', '--out', file('key'));
    await appendEntries(random.database, 0, ENTRIES);
    const checkpoint = await signNow(random.database, createPrivateKey(readFileSync(file('key'))));
    writeFileSync(file('checkpoints'), `${writeCheckpoint(checkpoint)}\n`);
  });
  afterEach(async () => {
    rmSync(folder, { recursive: true, force: true });
    await random.drop();
  });

  const FROM_OUTSIDE = (): string[] => ['--checkpoints', file('checkpoints'), '--public-key', file('key.pub')];

  it('makes a key that only its owner may read, and never over another', async () => {
    expect(statSync(file('key')).mode & 0o777).toBe(0o600);
    const before = readFileSync(file('key'), 'utf8');
    const again = await audit('keygen', '--out', file('key'));
    expect(again).toMatchObject({ code: 2, stderr: expect.stringContaining('it is there already') as string });
    expect(readFileSync(file('key'), 'utf8')).toBe(before);
  });

  it('verifies a chain, for people and for programs', async () => {
    const people = await audit('verify', ...FROM_OUTSIDE());
    expect(people).toMatchObject({ code: 0, stderr: '' });
    expect(people.stdout).toContain(`✓ ${ENTRIES} audit entries are as they were recorded; 2 checkpoints agree`);
    const { code, stdout } = await audit('verify', '--output', 'json');
    expect(code).toBe(0);
    expect(documents(stdout)).toEqual([{ valid: true, entries: 30, good: 30, checkpoints: 1, faults: [] }]);
    expect((await audit('verify')).stderr).toContain('without --checkpoints or --checkpoint-topic it cannot be seen');
  });

  it('names the first position that is wrong, and ends with 1', async () => {
    const positions = await positionsOf(random.database);
    await random.database.query(`UPDATE event_log_audit SET value = 'forged' WHERE position = ANY ($1)`, [
      [positions[6], positions[20]],
    ]);
    const { code, stdout } = await audit('verify', ...FROM_OUTSIDE());
    expect(code).toBe(1);
    expect(stdout).toMatch(
      new RegExp(`^✗ first fault: position ${positions[6]}, edit: .*\\(entry 7, event [\\da-f-]{36}\\)`),
    );
    const json = await audit('verify', '--output', 'json');
    expect(json.code).toBe(1);
    expect(documents(json.stdout)[0]).toMatchObject({
      valid: false,
      faults: [
        { kind: 'edit', position: positions[6], number: '7' },
        { kind: 'edit', position: positions[20], number: '21' },
      ],
    });
  });

  it('sees by the checkpoints outside that the end is gone', async () => {
    await random.database.query('DELETE FROM event_log_audit');
    await random.database.query('TRUNCATE audit_chain, audit_checkpoints');
    expect((await audit('verify')).code).toBe(0);
    const { code, stdout } = await audit('verify', ...FROM_OUTSIDE());
    expect(code).toBe(1);
    expect(stdout).toContain('truncation: the chain ends at 0 of 30 entries that were signed');
  });

  it('proves an entry by either of its ids, to whoever has the public key and no database', async () => {
    const [row] = await random.database.query<{ event_id: string }>(
      `SELECT event_id FROM event_log_audit WHERE kafka_offset = 12`,
    );
    expect((await audit('prove', row!.event_id, '--out', file('proof.json'))).code).toBe(0);
    const checked = await omni(['audit', 'check-proof', file('proof.json'), '--public-key', file('key.pub')]);
    expect(checked.code).toBe(0);
    expect(checked.stdout).toContain('✓ the entry is in the audit chain');
    expect(checked.stdout).toContain('"event_id":"event-12"');
    const byEnvelope = await audit('prove', 'event-12');
    expect(byEnvelope.stdout).toBe(readFileSync(file('proof.json'), 'utf8'));
    const altered = byEnvelope.stdout.replace(
      /"path": \[\s+"../,
      (start) => `${start.slice(0, -2)}${start.endsWith('00') ? '11' : '00'}`,
    );
    writeFileSync(file('altered.json'), altered);
    const refused = await audit(
      'check-proof',
      file('altered.json'),
      '--public-key',
      file('key.pub'),
      '--output',
      'json',
    );
    expect(refused.code).toBe(1);
    expect(documents(refused.stdout)).toEqual([{ valid: false, code: 'proof_node_altered' }]);
  });

  it('proves nothing that it cannot', async () => {
    expect(await audit('prove', 'nobody')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('no audit entry') as string,
    });
    await appendEntries(random.database, ENTRIES, 1);
    expect((await audit('prove', `event-${ENTRIES}`)).stderr).toContain('no checkpoint has been signed since');
    await random.database.query(`UPDATE event_log_audit SET value = 'forged' WHERE kafka_offset = 3`);
    expect((await audit('prove', 'event-3')).stderr).toContain('the chain is not what was signed');
  });

  it('says in a sentence what it cannot use', async () => {
    const said = async (...argv: string[]) => {
      const { code, stderr } = await audit(...argv);
      return `${code} ${stderr}`;
    };
    expect(await said('verify', '--checkpoints', file('checkpoints'))).toMatch(/^2 .*without --public-key/);
    expect(await said('verify', '--public-key', file('key'))).toMatch(/^2 .*no public Ed25519 key/);
    expect(await said('verify', '--public-key', file('none'))).toMatch(/^2 .*no such file/);
    writeFileSync(file('torn'), '{"size":"1"');
    expect(await said('verify', '--checkpoints', file('torn'), '--public-key', file('key.pub'))).toMatch(
      /^2 .*torn:1 is no checkpoint/,
    );
    expect(await said('check-proof', file('checkpoints'), '--public-key', file('key.pub'))).toMatch(/^1 /);
    expect(await said('keygen')).toMatch(/^2 .*--out FILE/);
    const nowhere = await omni(['audit', 'verify']);
    expect(nowhere).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('DATABASE_URL: expected a URL') as string,
    });
    const away = await omni(['audit', 'verify'], { env: { DATABASE_URL: 'postgresql://u:hunter2@127.0.0.1:1/d' } });
    expect(away).toMatchObject({ code: 3, stderr: expect.not.stringContaining('hunter2') as string });
    const empty = await createRandomDatabase();
    const other = await omni(['audit', 'verify'], { env: { DATABASE_URL: empty.url } });
    expect(other).toMatchObject({ code: 1, stderr: expect.stringContaining('has no audit chain') as string });
    await empty.drop();
  });
});
