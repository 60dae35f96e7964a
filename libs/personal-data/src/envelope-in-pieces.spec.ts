import { sealParts, type Parts, type SubjectKey } from './envelope';
import { boxContext, boxesOf, joinBoxes, openBoxes, orderHead, orderOf } from './envelope-in-pieces';
import type { Piece } from './pieces';

const ADA = { id: 2n, key: Buffer.alloc(32, 1) };
const BOB = { id: 3n, key: Buffer.alloc(32, 2) };
const KEYS = new Map<bigint, SubjectKey>([ADA, BOB].map((key) => [key.id, key]));
const CONTEXT = Buffer.from('this event');

const everyones = (text: string): Piece => ({ bytes: Buffer.from(text), owner: null, path: '' });

/** About both of them, with an object about one alone that has a note. */
function envelopeOf(note: string): { readonly parts: Parts; readonly envelope: Buffer } {
  const bobs = { bytes: Buffer.from(`{"user_id":"bob","note":"${note}"}`), owner: 'bob', path: '/payload' };
  const pieces = [everyones('{"user_id":"ada","payload":'), bobs, everyones('}')];
  const parts = [Buffer.from('key'), Buffer.concat(pieces.map(({ bytes }) => bytes)), null];
  const boxes = boxesOf(parts, pieces);
  const head = orderHead([ADA.id, BOB.id], orderOf(pieces, boxes));
  const sealed = boxes.map(({ owner, parts: inside }, index) =>
    sealParts(inside, owner === null ? [ADA, BOB] : [BOB], boxContext(head, index, CONTEXT)),
  );
  return { parts, envelope: joinBoxes(head, sealed) };
}

/** So that lengths are even and odd. */
describe.each(['', '1', '22', '333'])('an envelope in pieces with a note of %j', (note) => {
  const { parts, envelope } = envelopeOf(note);

  it('opens as what it was', () => {
    expect(openBoxes(envelope, KEYS, CONTEXT)).toEqual(parts);
  });

  it('opens in part without one of the keys', () => {
    const remains = Buffer.from(`{"/payload":{"user_id":"bob","note":"${note}"}}`);
    expect(openBoxes(envelope, new Map([[BOB.id, BOB]]), CONTEXT)).toEqual({ remains });
  });

  it('opens nowhere else, nor as a whole with any bit changed', () => {
    expect(openBoxes(envelope, KEYS, Buffer.from('another event'))).toBe('locked');
    for (let bit = 0; bit < envelope.length * 8; bit += 1) {
      const altered = Buffer.from(envelope);
      altered[bit >> 3]! ^= 1 << (bit & 7);
      expect([bit, Array.isArray(openBoxes(altered, KEYS, CONTEXT))]).toEqual([bit, false]);
    }
  });

  it('opens not as a whole where it is cut off', () => {
    for (let length = 0; length < envelope.length; length += 1) {
      expect([length, Array.isArray(openBoxes(envelope.subarray(0, length), KEYS, CONTEXT))]).toEqual([length, false]);
    }
  });
});
