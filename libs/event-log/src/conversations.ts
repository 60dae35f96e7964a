import { storableText, type Query } from '#storage';
import type { EventExcerpt } from './event';
import { excerptColumns, FROM, hashed, select, type EventFilter, type ExcerptRow } from './read';

/** What belongs together, as far as it was read. */
export interface Conversation {
  readonly events: readonly EventExcerpt[];
  /** `false` where there is more. */
  readonly complete: boolean;
}

/** Of a value: enough to tell what happened. */
const VALUE_BYTES = 8_192;

/** The first events with that id, in the order of their positions. */
export async function readConversation(
  query: Query,
  filter: Pick<EventFilter, 'correlationId' | 'sessionId'>,
  limit: number,
): Promise<Conversation> {
  return cut(
    await select<ExcerptRow>(query, excerptColumns(VALUE_BYTES), filter, 'event_log.position', limit + 1),
    limit,
  );
}

/** The first events of a session and of the correlation ids in it: replies and dead letters need not name the session. */
export async function readSession(query: Query, sessionId: string, limit: number): Promise<Conversation> {
  const own = await readConversation(query, { sessionId }, limit);
  const ids = new Set(own.events.flatMap(({ correlationId }) => correlationId ?? []));
  const others = await readConversations(query, [...ids], limit);
  const all = new Map([...own.events, ...others.events].map((event) => [event.position, event]));
  const sorted = [...all.values()].sort((a, b) => (BigInt(a.position) < BigInt(b.position) ? -1 : 1));
  const { events, complete } = cut(sorted, limit);
  return { events, complete: complete && own.complete && others.complete };
}

async function readConversations(query: Query, ids: readonly string[], limit: number): Promise<Conversation> {
  if (ids.length === 0) return { events: [], complete: true };
  const rows = Math.trunc(limit) + 1;
  // Each id by itself: the index has their events in order.
  const each = `SELECT ${excerptColumns(VALUE_BYTES)} ${FROM} WHERE ${hashed('correlation_id', 'asked.id')}
    ORDER BY event_log.position LIMIT ${rows}`;
  const found = await query<ExcerptRow>(
    `SELECT event.* FROM unnest($1::text[]) AS asked (id) CROSS JOIN LATERAL (${each}) AS event
     ORDER BY event.position LIMIT ${rows}`,
    [ids.map(storableText)],
  );
  return cut(found, limit);
}

function cut(events: readonly EventExcerpt[], limit: number): Conversation {
  return { events: events.slice(0, limit), complete: events.length <= limit };
}
