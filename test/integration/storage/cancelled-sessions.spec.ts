import { sessionTable } from '../../../apps/intelligence/src/sessions/session-table';
import { createMigratedDatabase } from '../../support/random-database';

describe('cancelled sessions', () => {
  let random: Awaited<ReturnType<typeof createMigratedDatabase>>;
  beforeAll(async () => {
    random = await createMigratedDatabase();
  });
  afterAll(() => random.drop());

  it('are there once, the last first, from the look before on', async () => {
    const table = sessionTable(random.database.query);
    for (const session of ['a', 'b', 'a']) await table.cancel(session);
    const first = await table.cancelledSince(undefined, 10);
    expect(first.sessions).toEqual(['b', 'a']);
    expect((await table.cancelledSince(undefined, 1)).sessions).toEqual(['b']);
    await random.database.query(`UPDATE cancelled_sessions SET cancelled_at = cancelled_at - interval '20 s'`);
    await table.cancel('c');
    expect((await table.cancelledSince(first.upTo, 10)).sessions).toEqual(['c']);
  });
});
