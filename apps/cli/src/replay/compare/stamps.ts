import type { StampDraft, Stamping, StampRow } from '#stamping';
import { needed, NotComparableError } from './unavailable';
import type { World } from './worlds';

type StampStore = Stamping['stamps'];
/** What was stamped. */
export type KeptStamps = Pick<StampStore, 'find' | 'anywhere'>;

/**
 * Stamping that keeps nothing: a stamp that was there is found, any other is as it would be made now.
 *
 * @param kept `null`: it is not known what was stamped.
 * @param upTo Milliseconds since the epoch: stamps made later were not there when the request was answered.
 */
export function stampingWithoutEffects(kept: KeptStamps | null, upTo: number, { origin, firstStamp }: World): Stamping {
  const thereBy = async (found: Promise<StampRow | undefined>): Promise<StampRow | undefined> => {
    const row = await needed(found);
    return row !== undefined && row.stamped_at.getTime() <= upTo ? row : undefined;
  };
  const unknown = (): Promise<never> => Promise.reject(new NotComparableError('needs_stamps'));
  // Equal drafts of one request are one stamp.
  const made = new Map<string, Promise<StampRow>>();
  const make = async (draft: StampDraft): Promise<StampRow> =>
    (kept === null ? undefined : await thereBy(kept.find(draft))) ?? {
      ...draft,
      ...(kept === null ? firstStamp : {}),
      uid: origin.newId(),
      stamped_at: origin.now(),
    };
  const stamps: StampStore = {
    find: kept === null ? unknown : (key) => thereBy(kept.find(key)),
    anywhere: kept === null ? unknown : (hash) => thereBy(kept.anywhere(hash)),
    stamp: (draft) => {
      const name = `${draft.blake3_hash} ${draft.namespace}`;
      const row = made.get(name) ?? make(draft);
      made.set(name, row);
      return row;
    },
  };
  return { stamps, now: origin.now };
}
