import * as fc from 'fast-check';
import { BatchStampRequest, StampRequest, VerifyRequest } from '#contracts';
import {
  claimAlert,
  changeStatus,
  findDeadLetter,
  listDeadLetters,
  openCounts,
  storeDeadLetters,
  type DeadLetterRow,
} from '#dead-letters';
import { batchStamp, stamp, Stamps, verify } from '#stamping';
import { enqueue, Inbox } from '#storage';
import { learnedNodes } from '../../../apps/intelligence/src/learning/learned-nodes';
import { createMigratedDatabase } from '../../support/random-database';

const part = fc.constantFrom('a', '\u0000', '\ud800', '\udc00', '€'.repeat(500), '\\', '{', '"', "'", '$1', '😀', ' ');
const text = fc.array(part, { maxLength: 6 }).map((parts) => parts.join(''));
const now = () => new Date();

/** Every parameter that any statement of ours binds from what others send. */
describe('no text makes a statement fail', () => {
  let random: Awaited<ReturnType<typeof createMigratedDatabase>>;
  beforeAll(async () => {
    random = await createMigratedDatabase();
  });
  afterAll(() => random.drop());

  const tried = (arbitrary: fc.Arbitrary<string[]>, run: (texts: readonly string[]) => Promise<unknown>) =>
    fc.assert(
      fc.asyncProperty(arbitrary, async (texts) => void (await run(texts))),
      { numRuns: 100 },
    );
  const texts = (count: number) => fc.array(text, { minLength: count, maxLength: count });

  it('of the inbox', async () => {
    const inbox = new Inbox(random.database.query);
    await tried(texts(2), async ([consumer = '', id = '']) => {
      await inbox.finish(consumer, id);
      expect(await inbox.finished(consumer, id)).toBe(true);
    });
  });

  it('of a stamp, a batch or a verification: what cannot be kept is answered as the sender’s', async () => {
    const stamping = { stamps: new Stamps(random.database.query), now };
    await tried(texts(4), async ([content = '', namespace = '', content_type = '', file_path = '']) => {
      // The contract's own check holds a namespace to its pattern; these are checked by the domain.
      const request = Object.assign(new StampRequest(), { content, content_type, file_path });
      await stamp(request, stamping);
      const items = [{ id: content, content, namespace, content_type, file_path }, content];
      await batchStamp(Object.assign(new BatchStampRequest(), { contents: items, content_type }), stamping);
      for (const given of [{ content }, { blake3_hash: content }]) {
        await verify(Object.assign(new VerifyRequest(), { ...given, namespace }), stamping);
      }
    });
  });

  it('of a dead letter, and of looking for it', async () => {
    const { query } = random.database;
    let offset = 0;
    await tried(texts(3), async ([one = '', two = '', three = '']) => {
      const dlq_offset = String(offset++);
      await storeDeadLetters(query, [letter({ dlq_offset, one, two, three })]);
      await listDeadLetters(query, { topic: one, code: two, limit: 5 });
      await changeStatus(query, 'resolve', [one, two], { actor: one, reason: two });
      await changeStatus(query, 'reopen', [one, two], { actor: two, reason: three });
      await findDeadLetter(query, three);
    });
    expect(await openCounts(query)).toMatchObject([{ dlq_topic: 't.dlq', open: offset }]);
  });

  it('of an alert', async () => {
    await tried(texts(2), ([topic = '', message = '']) => {
      const facts = { kind: 'threshold', dlq_topic: topic, group_id: null, open: 1, value: 1, limit: 0 } as const;
      return claimAlert(random.database.query, topic, { ...facts, severity: 'warning', message }, 60, now());
    });
  });

  it('of a message in the outbox', async () => {
    await tried(texts(3), ([key = '', value = '', header = '']) =>
      enqueue(random.database.query, [{ topic: 't', key, value, headers: { header } }]),
    );
  });

  it('of a learned node', async () => {
    const nodes = learnedNodes(random.database.query);
    // The domain cuts names at 500 characters.
    const short = texts(3).map((all) => all.map((given) => given.slice(0, 500)));
    await tried(short, async ([one = '', two = '', three = '']) => {
      const words = [one, two, three];
      const told = { node_id: one, name: two, node_type: three, description: one, language: two };
      const judged = { quality_score: 1, compliance_score: 1, learned_at: now(), uses: 1 };
      await nodes.learn({ ...told, ...judged, features: words, mixins_used: words, patterns: words });
      expect(await nodes.rate(one, 0.5)).toBe(true);
    });
  });
});

interface Told {
  readonly dlq_offset: string;
  readonly one: string;
  readonly two: string;
  readonly three: string;
}

function letter({ dlq_offset, one, two, three }: Told): DeadLetterRow {
  return {
    dlq_topic: 't.dlq',
    dlq_partition: 0,
    dlq_offset,
    received_at: now(),
    shape: one,
    raw: Buffer.from(two),
    original_topic: two,
    original_partition: 0,
    original_offset: three,
    original_key: Buffer.from(one),
    original_value: null,
    original_headers: { [one]: two, [two]: three },
    original_raw_headers: null,
    exact: true,
    error_code: two,
    error_type: three,
    error_message: one,
    error_category: two,
    correlation_id: three,
    event_type: one,
    retry_count: 0,
    consumer_group: two,
    failed_at: now(),
    error_stack: `at ${one} (${two}:1:1)\n${three}`,
  };
}
