import { setTimeout as pause } from 'node:timers/promises';
import { append, appendWithin, ChainBrokenError } from '#event-log';
import { appendEntries, auditEventOf, positionsOf, signNow, verified, type LogDatabase } from './audit-rig';
import { createLogDatabase, eventOf } from './log-rig';

const WRITERS = 6;
const SECONDS = 4;

describe('the audit chain', () => {
  let random: LogDatabase;
  beforeEach(async () => {
    random = await createLogDatabase();
  });
  afterEach(() => random.drop());

  const links = () =>
    random.database.query<{ number: string; position: string }>(
      'SELECT number, position FROM audit_chain ORDER BY number',
    );

  it('has a link for each audit entry and stamp, in their order, and none for anything else', async () => {
    const stamp = eventOf(1, {}, { topic: 'omninode.bridge.event.metadata_stamped.v1' });
    await append(random.database, [eventOf(0), auditEventOf(0), stamp, eventOf(2), auditEventOf(1)]);
    await append(random.database, [auditEventOf(1), auditEventOf(2)]);
    expect((await links()).map(({ number }) => Number(number))).toEqual([1, 2, 3, 4]);
    expect((await links()).map(({ position }) => position)).toEqual(await positionsOf(random.database));
  });

  it('is begun with entries that were recorded before there was a chain', async () => {
    await appendEntries(random.database, 0, 6_000);
    await random.database.query('DELETE FROM audit_chain');
    await appendEntries(random.database, 6_000, 1);
    expect(await verified(random)).toMatchObject({ entries: 6_001, good: 6_001, faults: [] });
  });

  it(`holds while ${WRITERS} writers append and roll back, whenever it is looked at`, async () => {
    const until = performance.now() + SECONDS * 1000;
    const rolledBack = new Error('rolled back');
    const write = async (partition: number): Promise<number> => {
      const database = random.open(1);
      let offset = 0;
      while (performance.now() < until) {
        const count = 1 + Math.floor(Math.random() * 20);
        const events = Array.from({ length: count }, (_, index) => auditEventOf(offset + index, {}, { partition }));
        await database
          .transaction(async (query) => {
            await appendWithin(query, events);
            await pause(Math.random() * 5);
            if (Math.random() < 0.2) throw rolledBack;
            offset += count;
          })
          .catch((error: unknown) => {
            if (error !== rolledBack) throw error;
          });
      }
      return offset;
    };
    const writing = Promise.all(Array.from({ length: WRITERS }, (_, partition) => write(partition)));
    let looks = 0;
    let signed = 0;
    while (performance.now() < until) {
      const { entries, good, faults } = await verified(random);
      expect({ good, faults }).toEqual({ good: entries, faults: [] });
      if (entries > signed) signed = Number((await signNow(random.database)).size);
      looks += 1;
    }
    const written = (await writing).reduce((sum, count) => sum + count);
    expect(await verified(random)).toMatchObject({ entries: written, good: written, faults: [] });
    expect(written).toBeGreaterThan(WRITERS);
    expect(looks).toBeGreaterThan(1);
    expect(signed).toBeGreaterThan(0);
  });

  describe('is not signed again', () => {
    const refused = () => expect(signNow(random.database)).rejects.toThrow(ChainBrokenError);
    beforeEach(async () => {
      await appendEntries(random.database, 0, 20);
      await signNow(random.database);
      await appendEntries(random.database, 20, 5);
    });

    it('when its end is gone', async () => {
      await random.database.query('DELETE FROM audit_chain WHERE number > 15');
      await refused();
    });

    it('when it is not the one that was signed', async () => {
      await random.database.query(`UPDATE audit_chain SET hash = decode(repeat('00', 32), 'hex') WHERE number = 20`);
      await refused();
    });

    it('when links are gone from its middle', async () => {
      await random.database.query('DELETE FROM audit_chain WHERE number = 22');
      await refused();
    });

    it('when its last checkpoint was altered', async () => {
      await random.database.query('UPDATE audit_checkpoints SET position = position + 1');
      await refused();
    });
  });
});
