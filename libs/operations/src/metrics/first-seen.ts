import { OTHER } from './bounded-label';

const NAME = /^[\w.@:/-]{1,64}$/;

/** A filter for a label whose values nobody can list: the first ones that come pass, all others become `other`. */
export function firstSeen(most: number): (value: string | null) => string {
  const known = new Set<string>();
  return (value) => {
    if (value === null || !NAME.test(value)) return OTHER;
    if (known.size < most) known.add(value);
    return known.has(value) ? value : OTHER;
  };
}
