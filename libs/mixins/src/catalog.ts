import { readKnowledge } from '#knowledge';
import type { MixinEntry } from './mixin';

type Written = Omit<MixinEntry, 'wanted' | 'keywords' | 'topics'> & Partial<MixinEntry>;

/** The files of `knowledge/mixins`, as they are ordered where two mixins are as good. */
const GROUPS = [
  'resilience',
  'observability',
  'events',
  'data',
  'execution',
  'lifecycle',
  'discovery',
  'introspection',
  'contract',
  'security',
  'foreign',
] as const;

const WRITTEN = readKnowledge('mixins', 'mixins') as Readonly<Record<string, readonly Written[]>>;

/** What may be recommended: the classes upstream ships, those it plans, and what others only name. */
export const RECOMMENDABLE: readonly MixinEntry[] = GROUPS.flatMap(entriesOf);

/** Every mixin we know of, by its canonical name. */
export const MIXINS: ReadonlyMap<string, MixinEntry> = new Map(
  [...RECOMMENDABLE, ...['opposites', 'removed'].flatMap(entriesOf)].map((entry) => [entry.name, entry]),
);

/** The canonical names, `Mixin` first. */
export const MIXIN_NAMES: ReadonlySet<string> = new Set(MIXINS.keys());

const BY_KEY: ReadonlyMap<string, string> = new Map(
  [...MIXINS.values()].flatMap(({ name, module, aliases = [] }) =>
    [module ?? name, ...aliases, name].map((alias) => [key(alias), name] as const),
  ),
);

/** No name of a mixin is longer. */
const MAX_NAME_LENGTH = 100;

/**
 * The canonical name for any spelling of it: `Caching`, `CachingMixin`, `MixinCaching`, `mixin_caching`, `caching-mixin`,
 * `omnibase_core.mixins.mixin_caching.MixinCaching`; upper or lower case. Undefined for what is in no catalogue.
 */
export function canonicalMixin(name: string): string | undefined {
  if (name.length > MAX_NAME_LENGTH) return undefined;
  return BY_KEY.get(key(name.slice(name.lastIndexOf('.') + 1)));
}

/** What all spellings of a name share. */
function key(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9]/gu, '')
    .replace(/^mixin/u, '')
    .replace(/mixin$/u, '');
}

function entriesOf(group: string): readonly MixinEntry[] {
  return (WRITTEN[group] ?? []).map((entry) => ({ wanted: '', keywords: '', topics: [], ...entry }));
}
