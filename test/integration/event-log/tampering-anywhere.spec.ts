import type { Verified } from '#event-log';
import { appendEntries, positionsOf, signNow, verified, type LogDatabase } from './audit-rig';
import { createLogDatabase } from './log-rig';
import { rechain } from './forger';

/** Of the chain; a checkpoint is signed after each four. */
const ENTRIES = 12;
const SIGNED_EVERY = 4;
const TABLES = ['event_log_audit', 'audit_chain', 'audit_checkpoints'];

const NUMBERS = Array.from({ length: ENTRIES }, (_, index) => index + 1);
const PAIRS = NUMBERS.flatMap((one) => NUMBERS.filter((other) => other > one).map((other) => [one, other] as const));

/** Each kind of tampering at every place of a chain: the first and the last have no neighbour on one side. */
describe('what was done to the audit chain is found wherever it was done', () => {
  let random: LogDatabase;
  let outside: Awaited<ReturnType<typeof signNow>>[];
  let positions: string[];

  beforeAll(async () => {
    random = await createLogDatabase();
    outside = [];
    for (let at = 0; at < ENTRIES; at += SIGNED_EVERY) {
      await appendEntries(random.database, at, SIGNED_EVERY);
      outside.push(await signNow(random.database));
    }
    positions = await positionsOf(random.database);
    for (const table of TABLES) await run(`CREATE TABLE was_${table} AS SELECT * FROM ${table}`);
  });
  afterAll(() => random.drop());

  const run = (statement: string, values: readonly unknown[] = []) => random.database.query(statement, values);
  /** Of an entry, by its number; of what is before the first, 0. */
  const at = (number: number): string => positions[number - 1] ?? '0';
  const first = ({ faults: [fault] }: Verified) => fault && [fault.kind, String(fault.position)];

  /** What is found with the checkpoints from outside; all is as it was again afterwards. */
  const found = async (...forging: readonly (readonly [statement: string, values?: readonly unknown[]])[]) => {
    for (const [statement, values] of forging) await run(statement, values);
    const verification = await verified(random, outside);
    await restore();
    return verification;
  };
  const restore = async (): Promise<void> => {
    for (const table of TABLES) {
      await run(`DELETE FROM ${table}`);
      await run(`INSERT INTO ${table} SELECT * FROM was_${table}`);
    }
  };
  const renumber = (from: number, by: number) =>
    [
      ['UPDATE audit_chain SET number = -number WHERE number >= $1', [from]],
      ['UPDATE audit_chain SET number = -number + $1 WHERE number < 0', [by]],
    ] as const;
  const forge = (position: string) =>
    [
      `INSERT INTO event_log (position, kind, event_id, source_id, kafka_offset, value)
       SELECT $1, 'audit', gen_random_uuid(), source_id, 9999, 'forged' FROM event_log_audit LIMIT 1`,
      [position],
    ] as const;
  /** Between two entries, or at the ends, where the log begins and below all that it has given. */
  const gaps = () => [...NUMBERS.map((number) => String(BigInt(at(number)) + 1n)), '0', '-9223372036854775808'];

  it('nothing, where nothing was done', async () => {
    const sound = { entries: ENTRIES, good: ENTRIES, checkpoints: 2 * outside.length, faults: [] };
    expect([await found(), await verified(random, outside)]).toEqual([sound, sound]);
  });

  it('edit of an entry, and of nothing else', async () => {
    for (const number of NUMBERS) {
      const { good, ...rest } = await found([
        `UPDATE event_log_audit SET value = 'x' WHERE position = $1`,
        [at(number)],
      ]);
      expect([number, good, first({ good, ...rest })]).toEqual([number, ENTRIES - 1, ['edit', at(number)]]);
    }
  });

  it('edit of a link', async () => {
    for (const number of NUMBERS) {
      const hash = `UPDATE audit_chain SET hash = decode(repeat('5a', 32), 'hex') WHERE number = $1`;
      expect([number, first(await found([hash, [number]]))]).toEqual([number, ['edit', at(number)]]);
      const id = 'UPDATE audit_chain SET event_id = gen_random_uuid() WHERE number = $1';
      expect([number, first(await found([id, [number]]))]).toEqual([number, ['edit', at(number)]]);
    }
  });

  it('delete of entries, alone, with their links, and with the rest numbered anew', async () => {
    for (const number of NUMBERS) {
      for (let count = 1; count <= 3 && number + count - 1 <= ENTRIES; count += 1) {
        const gone = positions.slice(number - 1, number - 1 + count);
        const entries = ['DELETE FROM event_log_audit WHERE position = ANY ($1)', [gone]] as const;
        const links = ['DELETE FROM audit_chain WHERE position = ANY ($1)', [gone]] as const;
        expect([number, count, first(await found(entries))]).toEqual([number, count, ['delete', at(number)]]);
        const left = ENTRIES - (number + count - 1);
        const before = [left === 0 ? 'truncation' : 'delete', at(number - 1)];
        expect([number, count, first(await found(entries, links))]).toEqual([number, count, before]);
        // Of one that is left behind them nothing can tell what was before it.
        const anew = left === 1 ? ['edit', at(ENTRIES)] : before;
        const renumbered = await found(entries, links, ...renumber(number + count, -count));
        expect([number, count, first(renumbered)]).toEqual([number, count, anew]);
      }
    }
  });

  it('insert of an entry, alone, and with a link and the rest numbered anew', async () => {
    for (const position of gaps()) {
      const before = positions.filter((other) => BigInt(other) < BigInt(position)).length;
      expect(first(await found(forge(position)))).toEqual(['insert', position]);
      if (before === ENTRIES) continue;
      const link = `INSERT INTO audit_chain SELECT $1, position, event_id, decode(repeat('ab', 32), 'hex')
        FROM event_log_audit WHERE position = $2`;
      const forging = [forge(position), ...renumber(before + 1, 1), [link, [before + 1, position]]] as const;
      expect(first(await found(...forging))).toEqual(['insert', position]);
    }
  });

  it('swap of two entries, by their positions and by their values', async () => {
    for (const [one, other] of PAIRS) {
      for (const change of [
        'position = CASE position WHEN $1 THEN $2 ELSE $1 END',
        'value = (SELECT value FROM event_log_audit WHERE position = CASE e.position WHEN $1 THEN $2 ELSE $1 END)',
      ]) {
        const swapped = `UPDATE event_log_audit AS e SET ${change} WHERE position IN ($1::bigint, $2::bigint)`;
        const { faults, ...rest } = await found([swapped, [at(one), at(other)]]);
        expect([one, other, first({ faults, ...rest }), faults.length]).toEqual([one, other, ['swap', at(one)], 1]);
      }
    }
  });

  it('truncation, the checkpoints of the table included', async () => {
    for (const number of [0, ...NUMBERS.slice(0, -1)]) {
      const forging = [
        ['DELETE FROM event_log_audit WHERE position > $1', [at(number)]],
        ['DELETE FROM audit_chain WHERE number > $1', [number]],
        ['DELETE FROM audit_checkpoints'],
      ] as const;
      expect(first(await found(...forging))).toEqual(['truncation', at(number)]);
    }
  });

  it('wholesale replacement: an entry edited, and everything chained anew', async () => {
    for (const number of NUMBERS) {
      await run(`UPDATE event_log_audit SET value = 'forged' WHERE position = $1`, [at(number)]);
      await rechain(random.database);
      const behind = Math.floor((number - 1) / SIGNED_EVERY) * SIGNED_EVERY;
      expect(first(await found(['DELETE FROM audit_checkpoints']))).toEqual(['replacement', at(behind + 1)]);
    }
  });
});
