import 'reflect-metadata';
import { createHash } from 'node:crypto';
import { blake3Hex } from '#blake3';
import { BatchStampRequest, StampRequest, VerifyRequest, type Outcome } from '#contracts';
import { KeyRing, newKeyPair, readPrivateKey, Signer } from '#signing';
import {
  batchStamp,
  checkEnvelope,
  liftRevocation,
  listRevocations,
  readEnvelope,
  revoke,
  signsStamps,
  stamp,
  Stamps,
  verify,
  type Signing,
  type Stamping,
} from '#stamping';
import { createMigratedDatabase } from '../../support/random-database';

const [before, now] = [newKeyPair(), newKeyPair()].map(({ privateKey }) => new Signer(readPrivateKey(privateKey)!)) as [
  Signer,
  Signer,
];
const ringOf = (...signers: readonly Signer[]): KeyRing => new KeyRing(signers.map(({ publicKey }) => publicKey));

const NAMESPACE = 'spec.signed';
const stampRequest = (content: string, namespace = NAMESPACE) =>
  Object.assign(new StampRequest(), { content, namespace, file_path: 'private/path.txt' });
const verifyRequest = (content: string, namespace = NAMESPACE) =>
  Object.assign(new VerifyRequest(), { content, namespace });

function answered<Result>(outcome: Outcome<Result>): Result {
  if (outcome.kind !== 'answer') throw new Error(`refused: ${outcome.refusal.message}`);
  return outcome.result;
}

describe('signed stamps in the real table', () => {
  let random: Awaited<ReturnType<typeof createMigratedDatabase>>;
  beforeAll(async () => {
    random = await createMigratedDatabase();
  });
  afterAll(() => random.drop());

  const bridge = (signing: Signing): Stamping => {
    const { query } = random.open();
    const { signed, isSigned, judge } = signsStamps(query, signing);
    return { stamps: signed(new Stamps(query)), now: () => new Date(), isSigned, judge };
  };
  const signing = () => bridge({ signer: now, ring: ringOf(now, before) });
  const stamped = async (content: string, by = signing()) => answered(await stamp(stampRequest(content), by));
  const verified = async (content: string, by = signing()) => answered(await verify(verifyRequest(content), by));

  it('say who stamped which bytes, and nothing of the path', async () => {
    const { metadata, stamp_time, blake3_hash } = await stamped('a');
    const checked = checkEnvelope(readEnvelope(metadata['signature']), ringOf(now));
    expect(checked).toEqual({
      verdict: 'valid',
      keyId: now.keyId,
      statement: {
        subjects: [
          {
            name: metadata['uid'],
            digest: { sha256: createHash('sha256').update('a').digest('hex'), blake3: blake3_hash },
          },
        ],
        predicate: {
          uid: metadata['uid'],
          stamped_at: stamp_time,
          namespace: NAMESPACE,
          content_type: metadata['content_type'],
          content_length: 1,
        },
      },
    });
  });

  it('are the same to the byte when asked again, also of bridges that sign with other keys', async () => {
    const bridges = [signing(), bridge({ signer: before, ring: ringOf(before) }), signing()];
    const answers = await Promise.all(
      Array.from({ length: 60 }, (_, index) => stamped(`again ${index % 20}`, bridges[index % 3])),
    );
    answers.push(
      ...(await Promise.all(Array.from({ length: 20 }, (_, index) => stamped(`again ${index}`, signing())))),
    );
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(20);
  });

  it('are those of a batch, too', async () => {
    const request = Object.assign(new BatchStampRequest(), { contents: ['b1', 'b2', 5, 'b1'], namespace: NAMESPACE });
    const { results } = answered(await batchStamp(request, signing()));
    const keys = results.map(({ metadata }) => checkEnvelope(readEnvelope(metadata['signature']), ringOf(now)).verdict);
    expect(keys).toEqual(['valid', 'valid', 'signature_invalid', 'valid']);
    expect((await stamped('b1')).metadata).toEqual({ ...results[0]?.metadata, file_path: undefined });
  });

  it('of before there were keys are signed when asked again, and valid until then', async () => {
    const old = await stamped('unsigned', bridge({ ring: ringOf() }));
    expect(old.metadata).not.toHaveProperty('signature');
    expect(await verified('unsigned')).toMatchObject({ valid: true });
    expect((await stamped('unsigned')).metadata).toEqual({ ...old.metadata, signature: expect.anything() });
  });

  it('are verified with what was signed, by a bridge that signs with another key or none', async () => {
    const { metadata } = await stamped('rotated', bridge({ signer: before, ring: ringOf(before) }));
    for (const by of [signing(), bridge({ ring: ringOf(before) })])
      expect(await verified('rotated', by)).toMatchObject({
        valid: true,
        metadata: { signature: metadata['signature'] },
      });
    expect(await verified('rotated', bridge({ ring: ringOf() }))).toMatchObject({ valid: true });
  });

  it('are of an unknown key where the one that signed is not trusted any more', async () => {
    await stamped('untrusted', bridge({ signer: before, ring: ringOf(before) }));
    expect(await verified('untrusted', bridge({ signer: now, ring: ringOf(now) }))).toMatchObject({
      valid: false,
      reason: 'unknown_key',
      metadata: { expected: now.keyId, found: before.keyId },
    });
  });

  it.each<[string, string, string]>([
    ['its time', `UPDATE stamps SET stamped_at = '2020-01-01T00:00:00Z'`, 'stamped_at 2020-01-01T00:00:00.000Z'],
    [
      'its id',
      `UPDATE stamps SET uid = '00000000-0000-4000-8000-000000000000'`,
      'uid 00000000-0000-4000-8000-000000000000',
    ],
    ['what is signed', `UPDATE stamp_signatures SET payload = payload || ' '`, 'one of something else'],
    [
      'the signature',
      `UPDATE stamp_signatures SET signature = set_byte(signature, 0, 255 - get_byte(signature, 0))`,
      'one of something else',
    ],
  ])('are invalid when somebody changes %s in the database', async (what, statement, found) => {
    const content = `tampered: ${what}`;
    const { blake3_hash } = await stamped(content);
    await random.database.query(`${statement} WHERE blake3_hash = decode($1, 'hex')`, [blake3_hash]);
    expect(await verified(content)).toMatchObject({
      valid: false,
      reason: 'signature_invalid',
      metadata: { blake3_hash, found, expected: expect.any(String) },
    });
  });

  it('go with their stamps', async () => {
    const { blake3_hash } = await stamped('gone');
    await random.database.query(`DELETE FROM stamps WHERE blake3_hash = decode($1, 'hex')`, [blake3_hash]);
    const left = `SELECT 1 FROM stamp_signatures WHERE blake3_hash = decode($1, 'hex')`;
    expect(await random.database.query(left, [blake3_hash])).toEqual([]);
  });

  describe('are revoked', () => {
    const by = { reason: 'wrong', actor: 'jo' };

    it('by their hash, in every namespace, signed or not, until that is lifted', async () => {
      const { query } = random.database;
      const blake3_hash = blake3Hex('revoked');
      await stamped('revoked');
      await stamp(stampRequest('revoked', 'spec.other'), bridge({ ring: ringOf() }));
      const made = await revoke(query, { blake3_hash, ...by });
      expect(await revoke(query, { blake3_hash, reason: 'again', actor: 'al' })).toBeUndefined();
      for (const each of [signing(), bridge({ ring: ringOf() })])
        for (const namespace of [NAMESPACE, 'spec.other'])
          expect(answered(await verify(verifyRequest('revoked', namespace), each))).toMatchObject({
            valid: false,
            reason: 'revoked',
            metadata: { blake3_hash, namespace, expected: null, found: made?.revoked_at.toISOString() },
          });
      expect(await liftRevocation(query, blake3_hash)).toEqual(made);
      expect(await liftRevocation(query, blake3_hash)).toBeUndefined();
      expect(await verified('revoked')).toMatchObject({ valid: true, reason: null });
    });

    it('and listed page by page, the newest first', async () => {
      const { query } = random.database;
      const hashes = Array.from({ length: 5 }, (_, index) => blake3Hex(`listed ${index}`));
      for (const blake3_hash of hashes) await revoke(query, { blake3_hash, ...by });
      const first = await listRevocations(query, { rows: 3 });
      const rest = await listRevocations(query, { after: first.at(-1)!, rows: 3 });
      expect([...first, ...rest].map(({ revoked_at }) => revoked_at.getTime())).toEqual(
        [...first, ...rest].map(({ revoked_at }) => revoked_at.getTime()).toSorted((a, b) => b - a),
      );
      expect([...first, ...rest].map(({ blake3_hash }) => blake3_hash).toSorted()).toEqual(hashes.toSorted());
    });
  });
});
