import { appendEntries, firstFault, positionsOf, signNow, verified, type LogDatabase } from './audit-rig';
import { createLogDatabase } from './log-rig';
import { rechain } from './forger';

/** Of the chain in each test; a checkpoint is signed after the first 20. */
const ENTRIES = 40;

describe('what was done to the audit chain is found', () => {
  let random: LogDatabase;
  let signed: Awaited<ReturnType<typeof signNow>>;
  let positions: string[];
  beforeEach(async () => {
    random = await createLogDatabase();
    await appendEntries(random.database, 0, 20);
    signed = await signNow(random.database);
    await appendEntries(random.database, 20, ENTRIES - 20);
    positions = await positionsOf(random.database);
  });
  afterEach(() => random.drop());

  const run = (statement: string, values: readonly unknown[] = []) => random.database.query(statement, values);
  const at = (number: number): string => positions[number - 1]!;
  const found = () => firstFault(random, [signed]);

  it('nothing, where nothing was done', async () => {
    expect(await verified(random, [signed])).toEqual({
      entries: ENTRIES,
      good: ENTRIES,
      checkpoints: 2,
      faults: [],
    });
  });

  it.each([
    ['value', `value = value || '\\x20'::bytea`],
    ['key', `key = NULL`],
    ['headers', `headers = '\\x00'::bytea`],
    ['offset', 'kafka_offset = kafka_offset + 1000'],
    ['time', `kafka_time = kafka_time + interval '1 ms'`],
    ['time of recording', `recorded_at = recorded_at + interval '1 ms'`],
    ['event id', 'event_id = gen_random_uuid()'],
    ['topic', 'source_id = (SELECT min(id) FROM event_sources WHERE id <> source_id)'],
  ])('edit of an entry: its %s', async (_, change) => {
    await run(`UPDATE event_log_audit SET ${change} WHERE position = $1`, [at(7)]);
    expect(await found()).toEqual({ kind: 'edit', number: 7, position: at(7) });
    expect((await verified(random)).good).toBe(ENTRIES - 1);
  });

  it('edit of a link', async () => {
    await run(`UPDATE audit_chain SET hash = '\\x00' WHERE number = 9`);
    expect(await found()).toEqual({ kind: 'edit', number: 9, position: at(9) });
  });

  it('delete of an entry', async () => {
    await run('DELETE FROM event_log_audit WHERE position = $1', [at(12)]);
    expect(await found()).toEqual({ kind: 'delete', number: 12, position: at(12) });
  });

  it('delete of an entry with its link', async () => {
    await run('DELETE FROM event_log_audit WHERE position = $1', [at(12)]);
    await run('DELETE FROM audit_chain WHERE number = 12');
    expect(await found()).toEqual({ kind: 'delete', number: 12, position: at(11) });
    expect((await verified(random)).faults).toHaveLength(1);
  });

  it('delete of entries with their links, the rest numbered anew', async () => {
    await run('DELETE FROM event_log_audit WHERE position = ANY ($1)', [[at(12), at(13), at(14)]]);
    await run('DELETE FROM audit_chain WHERE number BETWEEN 12 AND 14');
    await run('UPDATE audit_chain SET number = -number WHERE number > 14');
    await run('UPDATE audit_chain SET number = -number - 3 WHERE number < 0');
    expect(await found()).toEqual({ kind: 'delete', number: 12, position: at(11) });
  });

  const INSERT = `INSERT INTO event_log (position, kind, event_id, source_id, kafka_offset, value)
    SELECT $1, 'audit', gen_random_uuid(), source_id, 9999, 'forged' FROM event_log_audit LIMIT 1`;

  it('insert of an entry', async () => {
    const between = String(BigInt(at(5)) + 1n);
    await run('DELETE FROM event_log WHERE position = $1', [between]);
    await run(INSERT, [between]);
    expect(await found()).toEqual({ kind: 'insert', number: null, position: between });
  });

  it('insert of an entry behind the last one', async () => {
    await run(INSERT, ['1000000']);
    expect(await found()).toEqual({ kind: 'insert', number: null, position: '1000000' });
  });

  it('insert of an entry with a link of its own, the rest numbered anew', async () => {
    const between = String(BigInt(at(5)) + 1n);
    await run('DELETE FROM event_log WHERE position = $1', [between]);
    await run(INSERT, [between]);
    await run('UPDATE audit_chain SET number = -number WHERE number > 5');
    await run('UPDATE audit_chain SET number = -number + 1 WHERE number < 0');
    await run(
      `INSERT INTO audit_chain SELECT 6, position, event_id, decode(repeat('ab', 32), 'hex') FROM event_log_audit WHERE position = $1`,
      [between],
    );
    expect(await found()).toEqual({ kind: 'insert', number: 6, position: between });
    expect((await verified(random)).good).toBe(ENTRIES - 1);
  });

  it.each([
    ['their positions', 'position = CASE position WHEN $1 THEN $2 ELSE $1 END'],
    [
      'their values',
      'value = (SELECT value FROM event_log_audit WHERE position = CASE e.position WHEN $1 THEN $2 ELSE $1 END)',
    ],
  ])('swap of two entries: %s', async (_, change) => {
    await run(`UPDATE event_log_audit AS e SET ${change} WHERE position IN ($1::bigint, $2::bigint)`, [at(8), at(31)]);
    expect(await found()).toEqual({ kind: 'swap', number: 8, position: at(8) });
    expect((await verified(random)).faults).toHaveLength(1);
  });

  it('truncation, also where the checkpoints of the table went with it', async () => {
    await run('DELETE FROM event_log_audit WHERE position > $1', [at(15)]);
    await run('DELETE FROM audit_chain WHERE number > 15');
    await run('DELETE FROM audit_checkpoints');
    expect(await firstFault(random)).toBeUndefined();
    expect(await found()).toEqual({ kind: 'truncation', number: 16, position: at(15) });
  });

  it('truncation of all', async () => {
    await run('TRUNCATE event_log_audit, audit_chain, audit_checkpoints');
    expect(await found()).toEqual({ kind: 'truncation', number: 1, position: '0' });
  });

  it('wholesale replacement: an entry edited, and all behind it chained anew', async () => {
    await run(`UPDATE event_log_audit SET value = 'forged' WHERE position = $1`, [at(3)]);
    await rechain(random.database);
    await run('DELETE FROM audit_checkpoints');
    expect(await firstFault(random)).toBeUndefined();
    expect(await found()).toEqual({ kind: 'replacement', number: 1, position: at(1) });
  });

  it('wholesale replacement behind the last good checkpoint', async () => {
    const later = await signNow(random.database);
    await run(`UPDATE event_log_audit SET value = 'forged' WHERE position = $1`, [at(30)]);
    await rechain(random.database);
    expect(await firstFault(random, [signed, later])).toEqual({
      kind: 'replacement',
      number: 21,
      position: at(21),
    });
  });

  it('a checkpoint that was signed with another key, or was altered', async () => {
    await run(`UPDATE audit_checkpoints SET signature = decode(repeat('00', 64), 'hex')`);
    expect(await found()).toEqual({ kind: 'checkpoint', number: 20, position: at(20) });
    await run(`UPDATE audit_checkpoints SET key_id = 'another'`);
    expect(await found()).toEqual({ kind: 'checkpoint', number: 20, position: at(20) });
  });

  it('of a chain that goes over months', async () => {
    await run(`CREATE TABLE event_log_audit_2020_01 PARTITION OF event_log_audit
      FOR VALUES FROM ('2020-01-01') TO ('2020-02-01')`);
    await run(`UPDATE event_log SET recorded_at = '2020-01-05' WHERE position <= $1 AND kind = 'audit'`, [at(10)]);
    await rechain(random.database);
    expect((await verified(random)).good).toBe(ENTRIES);
    await run(`UPDATE event_log_audit SET value = 'forged' WHERE position = $1`, [at(10)]);
    expect((await firstFault(random))?.position).toBe(at(10));
  });
});
