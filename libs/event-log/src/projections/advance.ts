import type { Query } from '#storage';
import type { EventExcerpt } from '../event';
import { excerptColumns, sourcesOf, type ExcerptRow } from '../read';
import { shareProjections } from './forget';
import { saveCheckpoint, type ProjectionCheckpoint } from './checkpoint';
import type { Projection } from './projection';

/** Events of one page; each is read as far as `VALUE_BYTES`. */
export const PAGE_EVENTS = 500;
const VALUE_BYTES = 65_536;

/**
 * Of each source by itself, because each has its events in order: with all of them at once whatever lies ahead would be
 * read and sorted for every page.
 */
const PAGE = `
SELECT ${excerptColumns(VALUE_BYTES)}
FROM unnest($1::integer[]) AS asked (id)
  CROSS JOIN LATERAL (
    SELECT * FROM event_log AS all_events
    WHERE all_events.source_id = asked.id AND all_events.position > $2 AND all_events.position <= $3
    ORDER BY all_events.position LIMIT $4) AS event_log
  JOIN event_sources ON event_sources.id = event_log.source_id
ORDER BY event_log.position LIMIT $4`;

export interface Advanced extends ProjectionCheckpoint {
  /** Of the projection's topic. */
  readonly events: number;
  /** There may be more to read. */
  readonly isBehind: boolean;
}

/**
 * One page of events into the rows of a generation and its checkpoint behind them, in the transaction of `query`: what is
 * done twice is undone once. As far as `upTo`, by default as far as the log goes.
 */
export async function advance(
  query: Query,
  projection: Projection,
  from: ProjectionCheckpoint,
  { upTo, limit = PAGE_EVENTS }: { readonly upTo?: string; readonly limit?: number } = {},
): Promise<Advanced> {
  await shareProjections(query);
  // Before the events: nothing is ever added before a position that was read.
  const end = laterOf(from.position, upTo ?? (await lastPosition(query)));
  const events = await readPage(query, projection.topic, from.position, end, limit);
  const { applied, passedOver } = await projection.apply(query, from.generation, events);
  const isBehind = events.length === limit;
  const reached = {
    ...from,
    position: (isBehind ? events.at(-1)?.position : undefined) ?? end,
    applied: from.applied + applied,
    passedOver: from.passedOver + passedOver,
  };
  if (reached.position !== from.position) await saveCheckpoint(query, reached);
  return { ...reached, events: events.length, isBehind };
}

function laterOf(one: string, other: string): string {
  return BigInt(one) > BigInt(other) ? one : other;
}

async function lastPosition(query: Query): Promise<string> {
  const [log] = await query<{ last: string }>('SELECT coalesce(max(position), 0) AS last FROM event_log');
  return log?.last ?? '0';
}

async function readPage(
  query: Query,
  topic: string,
  after: string,
  upTo: string,
  limit: number,
): Promise<EventExcerpt[]> {
  if (after === upTo) return [];
  return query<ExcerptRow>(PAGE, [await sourcesOf(query, topic), after, upTo, limit]);
}
