import type { StampDraft, Stamping, StampRow } from '#stamping';
import { needed, NotComparableError } from './unavailable';
import type { World } from './worlds';

type StampStore = Stamping['stamps'];
export type FindStamp = StampStore['find'];

/**
 * Stamping that keeps nothing: a stamp that was there is found, any other is as it would be made now.
 *
 * @param find `null`: it is not known what was stamped.
 * @param upTo Milliseconds since the epoch: stamps made later were not there when the request was answered.
 */
export function stampingWithoutEffects(find: FindStamp | null, upTo: number, { origin, firstStamp }: World): Stamping {
  const found: FindStamp = async (key) => {
    const row = find === null ? undefined : await needed(find(key));
    return row !== undefined && row.stamped_at.getTime() <= upTo ? row : undefined;
  };
  // Equal drafts of one request are one stamp.
  const made = new Map<string, Promise<StampRow>>();
  const make = async (draft: StampDraft): Promise<StampRow> =>
    (await found(draft)) ?? {
      ...draft,
      ...(find === null ? firstStamp : {}),
      uid: origin.newId(),
      stamped_at: origin.now(),
    };
  const stamps: StampStore = {
    find: (key) => (find === null ? Promise.reject(new NotComparableError('needs_stamps')) : found(key)),
    stamp: (draft) => {
      const name = `${draft.blake3_hash} ${draft.namespace}`;
      const row = made.get(name) ?? make(draft);
      made.set(name, row);
      return row;
    },
  };
  return { stamps, now: origin.now };
}
