import { generateKeyPairSync } from 'node:crypto';
import * as fc from 'fast-check';
import { MerkleTree } from '#merkle-tree';
import { Signer } from '#signing';
import { signCheckpoint } from './checkpoint';
import { entryBytes } from './entry.fixture';
import { GENESIS, linkHash } from './link';
import { checkProof, writeProof, type Proof, type ProofOutcome } from './proof';

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const another = generateKeyPairSync('ed25519');

/** A chain of `size` entries, and the proof of one of them. */
function proofOf(number: number, size: number): Proof {
  const tree = new MerkleTree(BigInt(number));
  let [previous, head, entry, hash, before] = [GENESIS.hash, GENESIS.hash, GENESIS.hash, GENESIS.hash, GENESIS.hash];
  for (let at = 1; at <= size; at++) {
    const bytes = entryBytes({ position: BigInt(at), key: null, value: Buffer.from(`entry ${at}`), headers: null });
    head = linkHash(previous, BigInt(at), bytes);
    if (at === number) [before, entry, hash] = [previous, bytes, head];
    tree.add(head);
    previous = head;
  }
  const time = new Date('2026-11-29T12:00:00.000Z');
  const state = { size: BigInt(size), position: BigInt(size), head, root: tree.root(), time };
  const checkpoint = signCheckpoint(state, new Signer(privateKey));
  return { number: BigInt(number), previous: before, hash, entry, path: tree.paths()[0]!, checkpoint };
}

const check = (proof: Proof, keys = [publicKey]): ProofOutcome => checkProof(writeProof(proof), keys);
const codeOf = (outcome: ProofOutcome): string => (outcome.valid ? 'valid' : outcome.code);
const flipped = (bytes: Buffer, bit: number): Buffer => {
  const copy = Buffer.from(bytes);
  copy[(bit >> 3) % copy.length]! ^= 1 << (bit & 7);
  return copy;
};

const SIZE = 11;
const PROOFS = Array.from({ length: SIZE }, (_, index) => proofOf(index + 1, SIZE));
const proofs = fc.constantFrom(...PROOFS);

describe('the proof of an audit entry', () => {
  it.each(PROOFS)('is valid for entry $number, in less than 4 KiB', (proof) => {
    expect(check(proof, [another.publicKey, publicKey])).toMatchObject({
      valid: true,
      entry: { value: Buffer.from(`entry ${proof.number}`) },
      checkpoint: proof.checkpoint,
    });
    expect(writeProof(proof).length).toBeLessThan(4_096);
  });

  it.each<[string, (proof: Proof, bit: number) => Proof]>([
    ['entry_altered', (proof, bit) => ({ ...proof, entry: flipped(proof.entry, bit) })],
    ['entry_altered', (proof, bit) => ({ ...proof, previous: flipped(proof.previous, bit) })],
    ['entry_altered', (proof, bit) => ({ ...proof, hash: flipped(proof.hash, bit) })],
    ['entry_altered', (proof, bit) => ({ ...proof, number: proof.number + 1n + BigInt(bit) })],
    [
      'proof_node_altered',
      (proof, bit) => ({ ...proof, path: proof.path.with(bit % proof.path.length, flipped(proof.hash, bit)) }),
    ],
    ['proof_node_altered', (proof) => ({ ...proof, path: proof.path.slice(1) })],
    ['proof_node_altered', (proof) => ({ ...proof, path: [...proof.path, proof.hash] })],
    [
      'signature_altered',
      ({ checkpoint, ...proof }, bit) => ({
        ...proof,
        checkpoint: { ...checkpoint, signature: flipped(checkpoint.signature, bit) },
      }),
    ],
    [
      'signature_altered',
      ({ checkpoint, ...proof }, bit) => ({
        ...proof,
        checkpoint: { ...checkpoint, time: new Date(checkpoint.time.getTime() + 1 + bit) },
      }),
    ],
    [
      'root_altered',
      ({ checkpoint, ...proof }, bit) => ({
        ...proof,
        checkpoint: { ...checkpoint, root: flipped(checkpoint.root, bit) },
      }),
    ],
    ['unknown_key', ({ checkpoint, ...proof }) => ({ ...proof, checkpoint: { ...checkpoint, keyId: 'another' } })],
  ])('is refused with %s', (code, alter) => {
    fc.assert(
      fc.property(proofs, fc.nat({ max: 100_000 }), (proof, bit) => {
        expect(codeOf(check(alter(proof, bit)))).toBe(code);
      }),
    );
  });

  it('is refused where somebody else signed it', () => {
    const proof = proofOf(3, SIZE);
    expect(codeOf(check(proof, [another.publicKey]))).toBe('unknown_key');
    const forged = signCheckpoint(proof.checkpoint, new Signer(another.privateKey));
    const claimed = { ...forged, keyId: proof.checkpoint.keyId };
    expect(codeOf(check({ ...proof, checkpoint: claimed }))).toBe('signature_altered');
  });

  it('is refused, and nothing worse, where the text is anything else', () => {
    const text = writeProof(PROOFS[0]!);
    const texts = fc.oneof(
      fc.string(),
      fc.json(),
      fc
        .record({ at: fc.nat({ max: text.length - 1 }), to: fc.string({ maxLength: 3 }) })
        .map(({ at, to }) => text.slice(0, at) + to + text.slice(at + 1)),
    );
    fc.assert(fc.property(texts, (altered) => void checkProof(altered, [publicKey])));
    for (const none of ['', '[]', '{}', 'null', text.slice(0, -3)]) {
      expect(codeOf(checkProof(none, [publicKey]))).toBe('proof_unreadable');
    }
  });
});
