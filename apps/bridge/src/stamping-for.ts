import type { Request } from '#contracts';
import { normalSubject } from '#personal-data';
import type { Stamping } from '#stamping';

/** Who asks is whom the stamp's path is about. */
export function stampingFor(stamping: Stamping, { user_id }: Request['trace']): Stamping {
  if (user_id === undefined) return stamping;
  const { stamps } = stamping;
  const subjects = [normalSubject(user_id)];
  return { ...stamping, stamps: { ...stamps, stamp: (draft) => stamps.stamp({ ...draft, subjects }) } };
}
