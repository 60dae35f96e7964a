import 'reflect-metadata';
import { BatchStampRequest, StampRequest, VerifyRequest, type Outcome } from '#contracts';
import { batchStamp, stamp, Stamps, verify } from '#stamping';
import { createMigratedDatabase } from '../../support/random-database';

const stampRequest = (content: string) => Object.assign(new StampRequest(), { content });
const now = () => new Date();

function answered<Result>(outcome: Outcome<Result>): Result {
  if (outcome.kind !== 'answer') throw new Error(`refused: ${outcome.refusal.message}`);
  return outcome.result;
}

describe('stamping with the real table', () => {
  let random: Awaited<ReturnType<typeof createMigratedDatabase>>;
  const worker = () => ({ stamps: new Stamps(random.open().query), now });
  beforeAll(async () => {
    random = await createMigratedDatabase();
  });
  afterAll(() => random.drop());

  it('answers a redelivered request with the same bytes, also from another process', async () => {
    const [first, second] = [worker(), worker()];
    const answers = await Promise.all([
      ...Array.from({ length: 20 }, () => stamp(stampRequest('redelivered'), first)),
      ...Array.from({ length: 20 }, () => stamp(stampRequest('redelivered'), second)),
    ]);
    answers.push(await stamp(stampRequest('redelivered'), worker()));
    expect(new Set(answers.map((outcome) => JSON.stringify(answered(outcome)))).size).toBe(1);
  });

  it('stamps a full batch with bad items and duplicates in it, then verifies one of them', async () => {
    const contents: unknown[] = Array.from({ length: 1_000 }, (_, index) => `content ${index % 900}`);
    contents[10] = { content: 'x', file_path: 'a\u0000b' };
    contents[20] = 20;
    const bridge = worker();
    const request = Object.assign(new BatchStampRequest(), { contents, namespace: 'batch' });
    const result = answered(await batchStamp(request, bridge));
    expect([result.success_count, result.failed_count]).toEqual([998, 2]);
    expect(JSON.stringify(answered(await batchStamp(request, worker())))).toBe(JSON.stringify(result));
    const question = Object.assign(new VerifyRequest(), { content: 'content 899', namespace: 'batch' });
    const { valid, metadata } = answered(await verify(question, bridge));
    expect(valid).toBe(true);
    expect(metadata).toMatchObject(result.results[899]?.metadata ?? { missing: true });
  });

  it('keeps content with NUL characters and every kind of text apart by hash', async () => {
    const bridge = worker();
    for (const content of ['', '\u0000', '\u0000\u0000', '😀', 'x'.repeat(1_048_576)]) {
      const stamped = answered(await stamp(stampRequest(content), bridge));
      const question = Object.assign(new VerifyRequest(), { content, blake3_hash: stamped.blake3_hash?.toUpperCase() });
      expect(answered(await verify(question, bridge))).toMatchObject({ valid: true, metadata: stamped.metadata });
    }
  });
});
