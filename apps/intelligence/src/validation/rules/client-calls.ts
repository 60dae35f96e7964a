import { lastName } from '../../code/code';
import type { CallItem } from '../../code/items';

const CLIENT_WORDS: ReadonlySet<string> = new Set(
  `bucket client conn connection consumer cur cursor database db engine http kafka mongo neo4j pg pool postgres producer
  qdrant redis s3 session socket`.split(/\s+/),
);
/** Methods that are input or output whatever has them. */
const CERTAIN: ReadonlySet<string> = new Set(
  `acquire executemany execute_many executescript fetch fetch_all fetch_one fetchall fetchmany fetchone fetchrow fetchval
  publish send_and_wait xadd`.split(/\s+/),
);
/** Methods that a dictionary or a local object may have too: input or output only when waited for. */
const LIKELY: ReadonlySet<string> = new Set(
  `begin commit connect delete execute get hget hset insert patch post publish_event put query read request rollback
  save scalar scalars search send set setex subscribe update upsert write`.split(/\s+/),
);
/** The methods `isClientCall` knows. */
export const CLIENT_METHODS: readonly string[] = [...CERTAIN, ...LIKELY];

/** A call on something named like a client of a database, a service or a queue: `self.db_pool.acquire()`. */
export function isClientCall({ callee, awaited, parent }: CallItem): boolean {
  const method = lastName(callee);
  const receiver = callee.slice(0, -method.length - 1);
  if (receiver === '' || !namesClient(lastName(receiver))) return false;
  if (CERTAIN.has(method)) return awaited || receiver.startsWith('self.') || isEntered(parent);
  return LIKELY.has(method) && (awaited || isEntered(parent));
}

function isEntered(parent: CallItem['parent']): boolean {
  return parent?.kind === 'with' && parent.async;
}

function namesClient(name: string): boolean {
  return name
    .replace(/(?:\(\)|\[\])+$/, '')
    .toLowerCase()
    .split('_')
    .some((word) => CLIENT_WORDS.has(word));
}
