import { words } from '#text';
import type { IoKind, System } from './libraries';

/** Words in names of variables and types that stand for a client. Order matters: the first that is found decides. */
const BY_WORD: readonly (readonly [io: IoKind, system: string, words: string])[] = [
  ['cache', 'Redis', 'redis valkey'],
  ['cache', 'cache', 'cache'],
  ['queue', 'Kafka', 'kafka'],
  ['queue', 'event bus', 'bus'],
  ['queue', 'message queue', 'producer publisher consumer queue broker nats'],
  ['llm', 'language model', 'llm openai anthropic inference ollama vllm'],
  ['database', 'Qdrant', 'qdrant'],
  ['database', 'Neo4j', 'neo4j'],
  ['database', 'Memgraph', 'memgraph'],
  ['database', 'PostgreSQL', 'postgres postgresql pg'],
  ['database', 'database', 'db database pool conn connection cursor cur engine repository repo'],
  ['http', 'GitHub', 'github gh'],
  ['http', 'Slack', 'slack'],
  ['http', 'HTTP', 'http session webhook api'],
];
const BY_NAME: ReadonlyMap<string, System & { readonly rank: number }> = new Map(
  BY_WORD.flatMap(([io, name, list], rank) => list.split(' ').map((word) => [word, { io, name, rank }])),
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
