import type { Place } from './catalog-entry';

/** The topic of that name in the dotted style: `omninode.{name}.v1`. */
export function dotted(name: string): readonly Place[] {
  return [{ style: 'dotted', name: `omninode.${name}.v1` }];
}
