import { CONTRACT, SECURITY } from './catalog/contract';
import { DATA } from './catalog/data';
import { DISCOVERY, INTROSPECTION } from './catalog/discovery';
import { EVENTS } from './catalog/events';
import { EXECUTION } from './catalog/execution';
import { FOREIGN } from './catalog/foreign';
import { OPPOSITES, REMOVED } from './catalog/former';
import { LIFECYCLE } from './catalog/lifecycle';
import type { MixinEntry } from './catalog/mixin';
import { OBSERVABILITY } from './catalog/observability';
import { RESILIENCE } from './catalog/resilience';

/** What may be recommended: the classes upstream ships, those it plans, and what others only name. */
export const RECOMMENDABLE: readonly MixinEntry[] = [
  ...RESILIENCE,
  ...OBSERVABILITY,
  ...EVENTS,
  ...DATA,
  ...EXECUTION,
  ...LIFECYCLE,
  ...DISCOVERY,
  ...INTROSPECTION,
  ...CONTRACT,
  ...SECURITY,
  ...FOREIGN,
];

/** Every mixin we know of, by its canonical name. */
export const MIXINS: ReadonlyMap<string, MixinEntry> = new Map(
  [...RECOMMENDABLE, ...OPPOSITES, ...REMOVED].map((entry) => [entry.name, entry]),
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
