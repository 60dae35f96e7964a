import type { StampRow } from '#stamping';
import { stampingWithoutEffects, type KeptStamps } from './stamps';
import { NotComparableError, UnavailableError } from './unavailable';
import { ELSEWHERE, HERE } from './worlds';

const DRAFT = {
  namespace: 'default',
  blake3_hash: 'a'.repeat(64),
  content_type: 'text/plain',
  content_length: 1,
  file_path: null,
};
const AT = Date.UTC(2026, 10, 29, 12);
const ROW: StampRow = { ...DRAFT, content_type: 'text/first', uid: 'u', stamped_at: new Date(AT) };
const found = () => Promise.resolve(ROW);
const kept: KeptStamps = { find: found, anywhere: found };

describe('stamps without effects', () => {
  it('are those that were there when the request was answered, and otherwise as they would be made now', async () => {
    const before = stampingWithoutEffects(kept, AT - 1, HERE).stamps;
    const after = stampingWithoutEffects(kept, AT, HERE).stamps;
    await expect(after.stamp(DRAFT)).resolves.toEqual(ROW);
    await expect(after.find(DRAFT)).resolves.toEqual(ROW);
    await expect(before.find(DRAFT)).resolves.toBeUndefined();
    await expect(after.anywhere(DRAFT.blake3_hash)).resolves.toEqual(ROW);
    await expect(before.anywhere(DRAFT.blake3_hash)).resolves.toBeUndefined();
    await expect(before.stamp(DRAFT)).resolves.toMatchObject({ ...DRAFT, uid: expect.not.stringMatching('^u$') });
  });

  it('are one stamp where they are equal, as in a batch', async () => {
    const { stamps } = stampingWithoutEffects(null, Infinity, HERE);
    const [one, other] = await Promise.all([stamps.stamp(DRAFT), stamps.stamp({ ...DRAFT })]);
    expect(one.uid).toBe(other.uid);
  });

  it('may have said something else first where that is not known, and cannot be looked for', async () => {
    const [here, elsewhere] = [HERE, ELSEWHERE].map((world) => stampingWithoutEffects(null, Infinity, world).stamps);
    const [one, other] = await Promise.all([here!.stamp(DRAFT), elsewhere!.stamp(DRAFT)]);
    for (const field of ['uid', 'stamped_at', 'content_type', 'file_path'] as const) {
      expect(one[field]).not.toEqual(other[field]);
    }
    await expect(here!.find(DRAFT)).rejects.toThrow(NotComparableError);
    await expect(here!.anywhere(DRAFT.blake3_hash)).rejects.toThrow(NotComparableError);
  });

  it('say nothing about a request where the database does not answer', async () => {
    const gone = () => Promise.reject(new Error('gone'));
    const broken = { find: gone, anywhere: gone };
    await expect(stampingWithoutEffects(broken, AT, HERE).stamps.stamp(DRAFT)).rejects.toThrow(UnavailableError);
  });
});
