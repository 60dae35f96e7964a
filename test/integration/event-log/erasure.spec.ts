import { encodeHeaders, frame, messageOf, rawHeadersOf } from '#contracts';
import {
  append,
  countEventsAbout,
  listEvents,
  openEvents,
  readEvent,
  readEvents,
  sealEvents,
  type NewEvent,
} from '#event-log';
import {
  eraseSubject,
  keyIdsOfSubject,
  PersonalData,
  readMasterKeys,
  subjectHash,
  writeMasterKeys,
} from '#personal-data';
import { findInDatabase } from '../../support/find-canary';
import { AUDIT_TOPIC, verified } from './audit-rig';
import { createLogDatabase, eventOf, recordOf } from './log-rig';

const KEY_FILE = writeMasterKeys('first');
const MASTERS = readMasterKeys(KEY_FILE)!;
const BY = { actor: 'spec', reason: 'asked for' };
const now = () => new Date();

const ADA = 'canary-ada-8241';
const ADA_EMAIL = 'Canary.Ada@Example.com';
const ADA_NAME = 'Canary Lovelace';
const CANARIES = [ADA, ADA_EMAIL, ADA_EMAIL.toLowerCase(), ADA_NAME];
const BOB = 'bob-5127';

describe('what is recorded about somebody', () => {
  let random: Awaited<ReturnType<typeof createLogDatabase>>;
  let personal: PersonalData;
  beforeEach(async () => {
    random = await createLogDatabase();
    personal = new PersonalData(random.database, MASTERS);
  });
  afterEach(() => random.drop());

  const record = async (...events: readonly NewEvent[]) =>
    append(random.database, await sealEvents(personal, events, now));
  const erase = (subject: string, at?: Date) =>
    random.database.transaction((query) =>
      eraseSubject(query, { subject: subjectHash(MASTERS.indexKey, subject), ...BY }, at),
    );
  const opened = async (by = personal) => openEvents(by, await readEvents(random.database.query, {}, 1_000));
  const about = (offset: number, user: string, more: object = {}, rest: Parameters<typeof recordOf>[2] = {}) =>
    eventOf(offset, { metadata: { user_id: user }, ...more }, rest);
  const ofAda = (offset: number) =>
    about(
      offset,
      ADA,
      { payload: { email: ADA_EMAIL, author: ADA_NAME }, session_id: `${ADA}-1`, correlation_id: `c-${offset}` },
      {
        key: Buffer.from(ADA),
        rawHeaders: encodeHeaders(rawHeadersOf({ user_id: ADA, mail: ADA_EMAIL, 'x-replay-count': '2' })),
      },
    );

  it('is in no row as it came, and is read as it came', async () => {
    const events = [ofAda(0), eventOf(1), about(2, BOB)];
    await record(...events);
    expect(await findInDatabase(random.database, [...CANARIES, BOB])).toEqual([]);
    const read = await opened();
    expect(read.map(({ seal }) => seal)).toEqual(['open', null, 'open']);
    for (const [index, { key, value, headers }] of events.entries())
      expect(read[index]).toMatchObject({ key, value, headers });
  });

  it('is in no row where its bytes name nobody, but what they stand for does', async () => {
    const event = eventOf(0);
    const value = frame(7, Buffer.concat([Buffer.from([2, ADA.length * 2]), Buffer.from(ADA)]));
    await record({ ...event, value, said: Buffer.from(JSON.stringify({ metadata: { user_id: ADA } })) });
    expect(await findInDatabase(random.database, [ADA])).toEqual([]);
    expect(await opened()).toMatchObject([{ seal: 'open', value }]);
    await erase(ADA);
    expect(await opened()).toMatchObject([{ seal: 'erased' }]);
  });

  it('is found in the database where it is not sealed, so that finding nothing means something', async () => {
    await append(random.database, [ofAda(0)]);
    expect(await findInDatabase(random.database, [ADA])).toContain('public.event_log');
    await append(random.database, [eventOf(1, { x: Buffer.from(`12${ADA}34`).toString('base64') })]);
    await random.database.query('DELETE FROM event_log WHERE kafka_offset = 0');
    expect(await findInDatabase(random.database, [ADA])).toContain('public.event_log');
  });

  it('cannot be read once the key is destroyed, and what is about others can', async () => {
    await record(ofAda(0), about(1, BOB), eventOf(2));
    const before = await opened();
    await erase(ADA);
    const [ada, ...others] = await opened();
    expect(ada).toMatchObject({ key: null, value: null, seal: 'erased', correlationId: 'c-0', eventType: 'Spec' });
    expect(others).toEqual(before.slice(1));
    expect(await findInDatabase(random.database, CANARIES)).toEqual([]);
  });

  it('is erased by the e-mail address as well, in any case', async () => {
    await record(ofAda(0));
    await erase('canary.ada@EXAMPLE.com');
    expect((await opened())[0]).toMatchObject({ seal: 'erased', value: null });
  });

  describe('and others', () => {
    const ofBoth = () => about(0, ADA, { title: `for ${ADA_NAME}`, payload: { user_id: BOB, note: 'kept' } });

    it('is read as it came as long as all are there', async () => {
      const event = ofBoth();
      await record(event);
      expect(await opened()).toMatchObject([{ seal: 'open', key: event.key, value: event.value }]);
      expect(await findInDatabase(random.database, [...CANARIES, BOB])).toEqual([]);
    });

    it('is lost with that person, and so is what is about nobody alone; what is about another alone is not', async () => {
      await record(ofBoth(), about(1, BOB));
      await erase(ADA);
      const [event, other] = await opened();
      expect([event?.seal, other?.seal, event?.key]).toEqual(['partly', 'open', null]);
      expect(JSON.parse(String(event?.value))).toEqual({ '/payload': { user_id: BOB, note: 'kept' } });
      await erase(BOB);
      expect((await opened()).map(({ seal, value }) => [seal, value])).toEqual([
        ['erased', null],
        ['erased', null],
      ]);
    });

    it('is kept in part where it comes after the erasure of one of them', async () => {
      await erase(ADA, new Date(Date.now() + 60_000));
      await record(ofBoth());
      expect((await opened()).map(({ value }) => JSON.parse(String(value)))).toEqual([
        { '/payload': { user_id: BOB, note: 'kept' } },
      ]);
    });

    it('does not open as a whole elsewhere, nor with any bit changed', async () => {
      await record(ofBoth());
      const [stored] = await readEvents(random.database.query, {}, 1);
      const [envelope, context] = [stored!.value!, Buffer.from(stored!.eventId.replaceAll('-', ''), 'hex')];
      const flipped = Array.from(envelope, (_, at) => {
        const altered = Buffer.from(envelope);
        altered[at]! ^= 1;
        return { envelope: altered, context };
      });
      const all = [...flipped, { envelope, context: Buffer.alloc(16) }];
      for (const one of await personal.openPartly(all)) expect(Array.isArray(one)).toBe(false);
    });

    it('is lost with any where nothing is about one of them alone', async () => {
      await record(about(0, ADA, { payload: { user_ids: 1 }, user_id: BOB }), about(1, BOB));
      await erase(ADA);
      expect((await opened()).map(({ seal }) => seal)).toEqual(['erased', 'open']);
    });
  });

  it('is counted by key', async () => {
    await record(ofAda(0), about(1, BOB), about(2, ADA));
    const { query } = random.database;
    expect(await countEventsAbout(query, await keyIdsOfSubject(query, subjectHash(MASTERS.indexKey, ADA)))).toBe(2);
  });

  it('leaves a tombstone: what is older is erased where it comes late, what is newer has a new key', async () => {
    const early = about(0, ADA, {}, { timestamp: Date.now() - 1_000 });
    await erase(ADA);
    await record(early, about(1, ADA, {}, { timestamp: Date.now() + 1_000 }));
    expect((await opened()).map(({ seal }) => seal)).toEqual(['erased', 'open']);
    await erase(ADA);
    expect((await opened()).map(({ seal }) => seal)).toEqual(['erased', 'erased']);
    const tombstones = await random.database.query(
      'SELECT erased_by, erase_reason FROM subject_keys WHERE erased_at IS NOT NULL',
    );
    expect(tombstones).toEqual([0, 1].map(() => ({ erased_by: 'spec', erase_reason: 'asked for' })));
  });

  it('is erased once by the same tombstone, however often it comes', async () => {
    await record(ofAda(0));
    const at = await erase(ADA);
    await record(about(1, ADA, {}, { timestamp: at.getTime() + 1_000 }));
    await erase(ADA, at);
    expect((await opened()).map(({ seal }) => seal)).toEqual(['erased', 'open']);
  });

  it('verifies in the chain, whether it can be read or not', async () => {
    await record(...[0, 1, 2].map((offset) => about(offset, offset === 1 ? ADA : BOB, {}, { topic: AUDIT_TOPIC })));
    await erase(ADA);
    expect(await verified(random)).toMatchObject({ entries: 3, good: 3, faults: [] });
    expect((await opened()).map(({ seal }) => seal)).toEqual(['open', 'erased', 'open']);
  });

  it('has one key, however many meet the same people at once', async () => {
    const people = Array.from({ length: 200 }, (_, index) => `person-${index}`);
    const writers = Array.from({ length: 8 }, (_, partition) => {
      const own = new PersonalData(random.open(1), MASTERS);
      const events = people.map((person, offset) => about(offset, person, {}, { partition }));
      const mixed = partition % 2 === 0 ? events : events.toReversed();
      return sealEvents(own, mixed, now).then((sealed) => append(random.database, sealed));
    });
    await Promise.all(writers);
    expect(await random.database.query('SELECT count(*)::integer AS keys FROM subject_keys')).toEqual([{ keys: 200 }]);
    expect(
      new Set((await openEvents(personal, await readEvents(random.database.query, {}, 2_000))).map(({ seal }) => seal)),
    ).toEqual(new Set(['open']));
  });

  it('is locked without the master key, and opens after the master key was replaced', async () => {
    await record(ofAda(0));
    expect((await opened(new PersonalData(random.database, undefined)))[0]).toMatchObject({
      seal: 'locked',
      value: null,
    });
    const next = readMasterKeys(`${KEY_FILE}second ${Buffer.alloc(32, 7).toString('base64')}\n`)!;
    expect(await personal.rewrap(next)).toBe(2);
    expect(await personal.rewrap(next)).toBe(0);
    expect((await opened(new PersonalData(random.database, next)))[0]).toMatchObject({ seal: 'open' });
    await expect(opened()).rejects.toThrow(/the master key second/);
  });

  it('is not kept where it is about more people than can be, and says so', async () => {
    const crowd = Array.from({ length: 5_000 }, (_, index) => ({ user_id: `person-${index}` }));
    await record(eventOf(0, { payload: { recipients: crowd } }), eventOf(1));
    const [event, other] = await opened();
    expect(event).toMatchObject({
      seal: 'erased',
      value: null,
      unreadable: expect.stringMatching(/^too_many_subjects/),
    });
    expect(other).toMatchObject({ seal: null });
    expect(await random.database.query('SELECT FROM subject_keys')).toEqual([]);
  });

  it('is nobody’s where a value only looks like what is sealed', async () => {
    await record(ofAda(0));
    const [stored] = await readEvents(random.database.query, {}, 1);
    const forged = readEvent(messageOf(recordOf(1, {}, { value: stored!.value })));
    await record(forged);
    expect((await opened())[1]).toMatchObject({ seal: null, value: stored!.value });
  });

  it('is opened in lists too, but for what is long', async () => {
    await record(ofAda(0), about(1, ADA, { payload: { text: 'x'.repeat(20_000) } }));
    const listed = await openEvents(personal, await listEvents(random.database.query, {}, 10));
    expect(listed).toMatchObject([
      { seal: 'sealed', value: null },
      { seal: 'open', valueBytes: ofAda(0).value!.length },
    ]);
  });
});
