import { randomUUID } from 'node:crypto';
import { encodeHeaders, rawHeadersOf } from '#contracts';
import {
  editsOf,
  listDeadLetters,
  openDeadLetters,
  readOriginals,
  sealDeadLetters,
  storeDeadLetters,
  storeEdit,
  type DeadLetterRow,
} from '#dead-letters';
import { PersonalData, readMasterKeys, subjectHash, writeMasterKeys } from '#personal-data';
import { Stamps } from '#stamping';
import { fold } from '../../../apps/coordinator/src/saga/evolve';
import { begin as beginSaga, decide, type Beginning } from '../../../apps/coordinator/src/saga/decide';
import { definitionOf, TRIGGER } from '../../../apps/coordinator/src/saga/given.fixture';
import type { SagaEvent } from '../../../apps/coordinator/src/saga/saga';
import { appendToSaga, enterSaga, lockSaga, readSaga } from '../../../apps/coordinator/src/saga/saga-tables';
import { recordFor } from '../../../apps/dlq-monitor/src/jobs/redrive';
import { parseDeadLetter } from '../../../apps/dlq-monitor/src/dead-letters/parse-dead-letter';
import { findInDatabase } from '../../support/find-canary';
import { createMigratedDatabase } from '../../support/random-database';

const JOB = { id: '01890a5d-ac96-774b-bcce-b302099a8057', input: {} };

const MASTERS = readMasterKeys(writeMasterKeys('first'))!;
const ADA = 'canary-ada-8241';
const EMAIL = 'canary.ada@example.com';
const BOB = 'bob-5127';
const HASH = 'ab'.repeat(32);

/** As another service writes them: the original in the value, facts in headers, and words that quote it. */
function letterOf(offset: number, user: string, email: string): DeadLetterRow {
  const value = JSON.stringify({
    original_topic: 'omninode_bridge_request_stamp_v1',
    original_event: { event_id: 'e', metadata: { user_id: user }, payload: { email } },
    original_value_b64: Buffer.from(JSON.stringify({ user_id: user, email })).toString('base64'),
    original_key_b64: Buffer.from(user).toString('base64'),
    error: {
      code: 'invalid_payload',
      error_message: `of ${email}: not good`,
      error_type: 'ContractError',
      stack_trace: `at handle\n${email}`,
    },
    correlation_id: `for-${user}`,
  });
  const raw = rawHeadersOf({ user_id: user, original_topic: 'omninode_bridge_request_stamp_v1' });
  const headers = Object.fromEntries(raw.map(([name, bytes]) => [name.toString(), bytes ?? Buffer.alloc(0)]));
  return parseDeadLetter({
    topic: 'omninode_bridge_dlq_stamp_v1',
    partition: 0,
    offset: String(offset),
    timestamp: Date.now(),
    key: Buffer.from(user),
    value: Buffer.from(value),
    headers,
    rawHeaders: encodeHeaders(raw),
  });
}

describe('what is kept about somebody', () => {
  let random: Awaited<ReturnType<typeof createMigratedDatabase>>;
  let personal: PersonalData;
  beforeEach(async () => {
    random = await createMigratedDatabase();
    personal = new PersonalData(random.database, MASTERS);
  });
  afterEach(() => random.drop());

  const erase = (subject: string) =>
    personal.erase(
      { subject: subjectHash(MASTERS.indexKey, subject), actor: 'spec', reason: 'spec' },
      new Date(Date.now() + 10),
    );

  describe('as a dead letter', () => {
    const { topic, ...everything } = { topic: 'omninode_bridge_dlq_stamp_v1', limit: 10 };
    const stored = async () =>
      openDeadLetters(personal, await listDeadLetters(random.database.query, { topic, ...everything }));
    const original = async (id: string) => (await readOriginals(personal, random.database.query, [id])).get(id)!;

    it('is in no row, and is read as it came until the key is destroyed; others are untouched', async () => {
      const letters = [letterOf(0, ADA, EMAIL), letterOf(1, BOB, 'bob@example.com')];
      await storeDeadLetters(random.database.query, await sealDeadLetters(personal, letters));
      expect(await findInDatabase(random.database, [ADA, EMAIL, BOB])).toEqual([]);
      const [bob, ada] = await stored();
      expect(ada).toMatchObject({
        seal: 'open',
        raw: letters[0]!.raw,
        original_key: letters[0]!.original_key,
        error_message: letters[0]!.error_message,
        error_stack: `at handle\n${EMAIL}`,
      });
      expect(recordFor(await original(ada!.id), JOB)).toMatchObject({
        key: Buffer.from(ADA),
        value: letters[0]!.original_value,
      });

      await erase(ADA);
      expect(await stored()).toEqual([
        bob,
        expect.objectContaining({ seal: 'erased', raw: Buffer.alloc(0), original_value: null, error_stack: null }),
      ]);
      expect(recordFor(await original(ada!.id), JOB)).toBe('erased');
      expect(recordFor(await original(bob!.id), JOB)).toMatchObject({ value: letters[1]!.original_value });
    });

    it('is in no row of an edit either, which is read until the key is destroyed', async () => {
      const { query } = random.database;
      await storeDeadLetters(query, await sealDeadLetters(personal, [letterOf(0, ADA, EMAIL)]));
      const [{ id } = { id: '' }] = await stored();
      const value = Buffer.from(JSON.stringify({ user_id: ADA, email: EMAIL, fixed: true }));
      const edit = { job_id: JOB.id, dead_letter_id: id, topic: 'omninode_bridge_request_stamp_v1', key: null, value };
      await storeEdit(personal, query, { ...edit, rawHeaders: encodeHeaders([]) }, new Date());
      expect(await findInDatabase(random.database, [ADA, EMAIL])).toEqual([]);
      expect(await editsOf(personal, query, id, 10)).toMatchObject([{ job_id: JOB.id, seal: 'open', value }]);
      await erase(ADA);
      expect(await editsOf(personal, query, id, 10)).toMatchObject([{ job_id: JOB.id, seal: 'erased', value: null }]);
    });

    it('is in rows that are not sealed, so that finding nothing means something', async () => {
      await storeDeadLetters(random.database.query, [letterOf(0, ADA, EMAIL)]);
      expect(await findInDatabase(random.database, [ADA])).toEqual(['public.dead_letters']);
    });
  });

  describe('as the path of a stamp', () => {
    const draft = { namespace: 'spec', blake3_hash: HASH, content_type: 'text/plain', content_length: 1 };
    const stamps = () => new Stamps(random.database.query, { personal, now: () => new Date() });

    it('is in no row, and is read until the key is destroyed', async () => {
      const first = await stamps().stamp({ ...draft, file_path: `/home/${ADA}/a.py`, subjects: [ADA] });
      expect(first.file_path).toBe(`/home/${ADA}/a.py`);
      expect(await findInDatabase(random.database, [ADA])).toEqual([]);
      expect(await stamps().find(draft)).toEqual(first);
      await erase(ADA);
      expect(await stamps().find(draft)).toMatchObject({ uid: first.uid, file_path: null });
      expect(await stamps().stamp({ ...draft, file_path: null })).toMatchObject({ uid: first.uid, file_path: null });
    });

    it('is in no metadata either', async () => {
      const metadata = { author: EMAIL };
      const first = await stamps().stamp({ ...draft, file_path: null, metadata });
      expect(first).toMatchObject({ file_path: null, metadata });
      expect(await findInDatabase(random.database, [EMAIL])).toEqual([]);
      expect(await stamps().find(draft)).toEqual(first);
      await erase(EMAIL);
      expect(await stamps().find(draft)).toMatchObject({ uid: first.uid, metadata: null });
    });

    it('stays as it is where it is about nobody', async () => {
      await stamps().stamp({ ...draft, file_path: '/src/a.py' });
      expect(await random.database.query('SELECT file_path, sealed FROM stamps')).toEqual([
        { file_path: '/src/a.py', sealed: null },
      ]);
    });
  });

  describe('as a workflow', () => {
    const id = randomUUID();
    const subject = { kind: 'workflow', name: 'w', id: `of-${ADA}` } as const;
    const begun: Beginning = { subject, input: { by: EMAIL }, trigger: { ...TRIGGER, trace: { user_id: ADA } } };
    const read = () => readSaga(random.database.query, id, personal);
    const begin = (beginning = begun) =>
      random.database.transaction(async (query) => {
        const events = beginSaga(id, beginning, definitionOf(['stamp']), new Date());
        expect(await enterSaga(query, id, personal)).toEqual([]);
        await appendToSaga(query, id, 0, events, fold(events)!, personal);
        return events;
      });
    const goOn = (events: readonly SagaEvent[]) => {
      const saga = fold(events)!;
      const answer = { payload: { blake3_hash: HASH } };
      const signal = { type: 'answer', requestId: saga.pending!.requestId, answer } as const;
      const more = decide(id, saga, signal, definitionOf(['stamp']), new Date());
      const after = fold([...events, ...more])!;
      return random.database.transaction(async (query) => {
        await appendToSaga(query, id, saga.version, more, after, personal);
        return more;
      });
    };

    it('is in no row, and is read as it was until the key is destroyed; then it is removed', async () => {
      const events = await begin();
      const more = await goOn(events);
      expect(await findInDatabase(random.database, [ADA, EMAIL, HASH])).toEqual([]);
      expect(await read()).toEqual([...events, ...more]);
      await erase(ADA);
      expect(await read()).toBeNull();
      const { database } = random;
      expect(await database.transaction((query) => lockSaga(query, id, personal))).toEqual([]);
      expect(await database.query('SELECT FROM sagas')).toEqual([]);
      await begin();
    });

    it('stays as it is where it is about nobody', async () => {
      const events = await begin({
        ...begun,
        subject: { kind: 'workflow', name: 'w', id: 'w-1' },
        input: {},
        trigger: TRIGGER,
      });
      expect(await random.database.query('SELECT event FROM saga_events ORDER BY version')).toEqual(
        events.map((event) => ({ event })),
      );
    });

    it('waits for the master key where that is not here', async () => {
      await begin();
      const locked = readSaga(random.database.query, id, new PersonalData(random.database, undefined));
      await expect(locked).rejects.toMatchObject({ code: '55000' });
    });
  });
});
