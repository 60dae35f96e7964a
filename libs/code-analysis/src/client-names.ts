import { readKnowledge } from '#knowledge';
import { words } from '#text';
import type { IoKind, System } from './libraries';

interface Row {
  readonly io: IoKind;
  readonly system: string;
  readonly words: string;
}

/** Words in names of variables and types that stand for a client; the first that is found decides. */
const BY_WORD = readKnowledge('code-analysis', 'clients') as readonly Row[];
const BY_NAME: ReadonlyMap<string, System & { readonly rank: number }> = new Map(
  BY_WORD.flatMap(({ io, system, words: list }, rank) =>
    list.split(' ').map((word) => [word, { io, name: system, rank }]),
  ),
);
/** What a client's name may end with when another of its words says of what. */
const ENDS: ReadonlySet<string> = new Set('client adapter service store gateway driver writer reader api'.split(' '));

/** The system that a name speaks of: `self._redis_client` of Redis. `session_names` speaks of none. */
export function systemOfName(name: string): System | undefined {
  const all = words(name.slice(0, 100));
  const last = all.at(-1) ?? '';
  if (!BY_NAME.has(last) && !ENDS.has(last)) return undefined;
  const found = all.flatMap((word) => BY_NAME.get(word) ?? []);
  return found.reduce<(System & { readonly rank: number }) | undefined>(
    (best, system) => (best === undefined || system.rank < best.rank ? system : best),
    undefined,
  );
}
