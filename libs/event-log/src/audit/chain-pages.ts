import { HASH_BYTES } from '#merkle-tree';
import type { Query } from '#storage';
import type { Link } from './link';

/** More live longer than V8's young generation, and are copied. */
const PAGE_LINKS = 4_000;
const LINK_BYTES = 8 + 8 + 16 + HASH_BYTES;

/** A hash of another length, which only a forger could have stored, must not shift those behind it. */
const EXACT_HASH = `substring(hash || '\\x${'00'.repeat(HASH_BYTES)}'::bytea FOR ${HASH_BYTES})`;

const LINKS = `
SELECT string_agg(int8send(number) || int8send(position) || uuid_send(event_id) || ${EXACT_HASH}, '' ORDER BY number) AS bytes
FROM (SELECT * FROM audit_chain WHERE number > $1::bigint AND number <= $2::bigint ORDER BY number LIMIT ${PAGE_LINKS}) AS links`;

/** The next links behind this number, in order, up to `last`; none where there are no more. */
export async function readLinks(query: Query, after: bigint, last: bigint): Promise<Link[]> {
  const [page] = await query<{ bytes: Buffer | null }>(LINKS, [after, last]);
  const bytes = page?.bytes ?? Buffer.alloc(0);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const links: Link[] = [];
  for (let at = 0; at < bytes.length; at += LINK_BYTES) {
    links.push({
      number: view.getBigInt64(at),
      position: view.getBigInt64(at + 8),
      eventId: bytes.subarray(at + 16, at + 32),
      hash: bytes.subarray(at + 32, at + LINK_BYTES),
    });
  }
  return links;
}

/** Pages one after the other; the next one is read while the last one is worked on. */
export async function* pagesOf<Item>(
  read: (last: Item | undefined) => Promise<readonly Item[]>,
): AsyncGenerator<readonly Item[]> {
  let next = read(undefined);
  for (;;) {
    const page = await next;
    if (page.length === 0) return;
    next = read(page.at(-1));
    // Whoever stops early never asks for it.
    next.catch(() => undefined);
    yield page;
  }
}
