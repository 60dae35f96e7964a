import { binaryColumn, type Query } from '#storage';
import { eventIdOf, LAST_POSITION, readEntries, type Entry } from './entry';
import { GENESIS, linkHash, type Head, type Link } from './link';

const ADD = `
INSERT INTO audit_chain (number, position, event_id, hash)
SELECT * FROM unnest($1::int8[], $2::int8[], $3::uuid[], $4::bytea[])`;

/**
 * Chains every audit entry behind the head of the chain. In the transaction that appended them, and under its lock: so
 * none is ever seen without its link. It takes them from the table and not from what was appended: what is hashed is
 * what is stored, and what an older program stored without a link gets one.
 */
export async function extendChain(query: Query): Promise<void> {
  let head = await readHead(query);
  for (;;) {
    const entries = await readEntries(query, head.position, LAST_POSITION);
    if (entries.length === 0) return;
    const links = linksOf(head, entries);
    await addLinks(query, links);
    head = links.at(-1)!;
  }
}

export async function readHead(query: Query): Promise<Head> {
  const [head] = await query<{ number: string; position: string; hash: Buffer }>(
    'SELECT number, position, hash FROM audit_chain ORDER BY number DESC LIMIT 1',
  );
  if (head === undefined) return GENESIS;
  return { number: BigInt(head.number), position: BigInt(head.position), hash: head.hash };
}

function linksOf(head: Head, entries: readonly Entry[]): Link[] {
  let { number, hash } = head;
  return entries.map((entry) => {
    number += 1n;
    hash = linkHash(hash, number, entry.bytes);
    return { number, position: entry.position, eventId: eventIdOf(entry), hash };
  });
}

async function addLinks(query: Query, links: readonly Link[]): Promise<void> {
  await query(ADD, [
    binaryColumn('int8', links, ({ number }) => number),
    binaryColumn('int8', links, ({ position }) => position),
    binaryColumn('uuid', links, ({ eventId }) => eventId),
    binaryColumn('bytea', links, ({ hash }) => hash),
  ]);
}
