import { append, listEvents, readConversation, readSession, type Conversation } from '#event-log';
import { createLogDatabase, eventOf } from './log-rig';

let random: Awaited<ReturnType<typeof createLogDatabase>>;
beforeAll(async () => {
  random = await createLogDatabase();
});
afterAll(() => random.drop());

const offsets = ({ events }: Conversation) => events.map(({ offset }) => Number(offset));

describe('a conversation', () => {
  it('is read in the order of the log, as far as the limit, and says whether that is all', async () => {
    await append(
      random.database,
      [4, 1, 3, 2].map((offset) => eventOf(offset, { correlation_id: 'c-1' })),
    );
    const read = (limit: number) => readConversation(random.database.query, { correlationId: 'c-1' }, limit);
    const all = await read(4);
    expect([offsets(all), all.complete]).toEqual([[4, 1, 3, 2], true]);
    const some = await read(3);
    expect([offsets(some), some.complete]).toEqual([[4, 1, 3], false]);
    expect(await readConversation(random.database.query, { correlationId: 'none' }, 1)).toEqual({
      events: [],
      complete: true,
    });
  });

  it('of a session has what its correlation ids have, each event once', async () => {
    await append(random.database, [
      eventOf(11, { correlation_id: 'c-11', session_id: 's-1' }),
      eventOf(12, { correlation_id: 'c-12', session_id: 's-1' }),
      eventOf(13, { correlation_id: 'c-11' }),
      eventOf(14, { correlation_id: 'c-12' }),
      eventOf(15, { correlation_id: 'c-15' }),
      eventOf(16, { session_id: 's-1' }, { key: null }),
    ]);
    const all = await readSession(random.database.query, 's-1', 5);
    expect([offsets(all), all.complete]).toEqual([[11, 12, 13, 14, 16], true]);
    const some = await readSession(random.database.query, 's-1', 4);
    expect([offsets(some), some.complete]).toEqual([[11, 12, 13, 14], false]);
    expect(await readSession(random.database.query, 'none', 4)).toEqual({ events: [], complete: true });
  });

  it('is not filled with what is long in it', async () => {
    const long = { value: Buffer.alloc(500_000, '{'), key: Buffer.alloc(5_000, 'k'), rawHeaders: Buffer.alloc(50_000) };
    await append(random.database, [eventOf(21, {}, { ...long, headers: { correlation_id: Buffer.from('c-21') } })]);
    const { events } = await readConversation(random.database.query, { correlationId: 'c-21' }, 1);
    const listed = await listEvents(random.database.query, { correlationId: 'c-21' }, 1);
    for (const event of [...events, ...listed]) {
      expect(event).toMatchObject({ valueBytes: 500_000, headers: null });
      expect([event.value!.length <= 8_192, event.key!.length]).toEqual([true, 1_024]);
    }
    expect([events.length, listed.length]).toEqual([1, 1]);
  });
});
