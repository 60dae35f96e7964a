import { Inbox } from '#storage';
import { createMigratedDatabase } from '../../support/random-database';

describe('the inbox', () => {
  let random: Awaited<ReturnType<typeof createMigratedDatabase>>;
  let inbox: Inbox;
  beforeAll(async () => {
    random = await createMigratedDatabase();
    inbox = new Inbox(random.database.query);
  });
  afterAll(() => random.drop());

  it('remembers what a consumer has finished, and only that consumer', async () => {
    await inbox.finish('bridge', 'e1');
    await expect(
      Promise.all([
        inbox.finished('bridge', 'e1'),
        inbox.finished('bridge', 'e2'),
        inbox.finished('intelligence', 'e1'),
      ]),
    ).resolves.toEqual([true, false, false]);
  });

  it('takes finishing twice as finishing once, also within one group', async () => {
    await Promise.all([inbox.finish('bridge', 'twice'), inbox.finish('bridge', 'twice')]);
    await inbox.finish('bridge', 'twice');
    await expect(inbox.finished('bridge', 'twice')).resolves.toBe(true);
  });

  it.each(['a\u0000b', '\ud800', '€'.repeat(2_000), 'x'.repeat(100_000), `sha256:${'0'.repeat(64)}`, ''])(
    'remembers an id that no index can hold, and takes no other for it (%#)',
    async (id) => {
      await Promise.all([inbox.finish('bridge', id), inbox.finish('bridge', 'plain')]);
      const others = [`${id} `, id.replace('\u0000', '\uFFFD').replace('\ud800', '\udc00')].filter(
        (text) => text !== id,
      );
      await expect(inbox.finished('bridge', id)).resolves.toBe(true);
      for (const other of others) await expect(inbox.finished('bridge', other)).resolves.toBe(false);
    },
  );

  it('remembers whatever a sender gives as an id, and tells them apart', async () => {
    const text = Array.from({ length: 20_000 }, (_, index) => String.fromCharCode(0x4e00 + ((index * 7919) % 20_000)));
    const long = text.join('');
    const ids = ['a\u0000b', 'a\uFFFDb', '\ud800', '\udfff', long, `${long}x`, ''];
    await inbox.finish('any', 'a\u0000b');
    for (const [index, id] of ids.entries()) {
      await inbox.finish('any', id);
      const known = await Promise.all(ids.map((each) => inbox.finished('any', each)));
      expect(known).toEqual(ids.map((_, other) => other <= index));
    }
  });
});
