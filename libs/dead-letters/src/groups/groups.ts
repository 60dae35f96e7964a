import { storableText, type Query } from '#storage';
import type { StoredDeadLetter } from '../dead-letter-row';
import type { Addressee, Reason } from './cause';
import type { Group } from './group-of';

const STORE = `
INSERT INTO dead_letter_groups (id, reason, addressee, error_code, error_class, message, frames, event_type)
SELECT id, reason, addressee, error_code, error_class, message, ARRAY(SELECT jsonb_array_elements_text(frames)),
  event_type
FROM jsonb_to_recordset($1::jsonb) AS given (id uuid, reason text, addressee text, error_code text, error_class text,
  message text, frames jsonb, event_type text)
ON CONFLICT (id) DO NOTHING`;

/** Counted over an index; the rest is read for the groups of one page. */
const COUNTED = `
WITH counted AS (
  SELECT group_id, count(*) FILTER (WHERE status = 'open')::integer AS open, count(*)::integer AS total,
    min(id) AS first_id, max(id) AS last_id
  FROM dead_letters WHERE group_id IS NOT NULL AND ($1::uuid IS NULL OR group_id = $1) GROUP BY group_id
)
SELECT cause.*, counted.open, counted.total, oldest.received_at AS first_received_at,
  newest.received_at AS last_received_at, counted.last_id, newest.dlq_topic AS last_topic,
  newest.error_message AS last_message
FROM counted JOIN dead_letter_groups cause ON cause.id = counted.group_id
  JOIN dead_letters oldest ON oldest.id = counted.first_id JOIN dead_letters newest ON newest.id = counted.last_id
WHERE (NOT $2::boolean OR counted.open > 0) AND ($3::text IS NULL OR cause.reason = $3)
  AND ($4::text IS NULL OR cause.addressee = $4) AND ($5::bigint IS NULL OR counted.last_id < $5)
ORDER BY counted.last_id DESC LIMIT $6`;

/** A group and its dead letters in numbers. */
export interface StoredGroup extends Group {
  readonly first_seen_at: Date;
  readonly open: number;
  readonly total: number;
  /** The broker's times of the dead letters that were stored first and last. */
  readonly first_received_at: Date;
  readonly last_received_at: Date;
  /** Of the dead letter that was stored last; also the cursor of `listGroups`. */
  readonly last_id: string;
  readonly last_topic: string;
  readonly last_message: string;
}

export interface GroupFilter {
  /** Only groups with open dead letters. */
  readonly open?: boolean;
  readonly reason?: Reason;
  readonly addressee?: Addressee;
  /** Only groups whose last dead letter was stored before the one with this id. */
  readonly before?: string;
  readonly limit: number;
}

/** Stores those that are new. In one order, so that two monitors cannot deadlock. */
export async function storeGroups(query: Query, groups: readonly Group[]): Promise<void> {
  const byId = new Map(groups.map((group) => [group.id, storable(group)]));
  const rows = [...byId.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => group);
  if (rows.length > 0) await query(STORE, [JSON.stringify(rows)]);
}

/** The group whose last dead letter is the newest comes first. */
export function listGroups(query: Query, filter: GroupFilter): Promise<StoredGroup[]> {
  const { open = false, reason = null, addressee = null, before = null, limit } = filter;
  return query<StoredGroup>(COUNTED, [null, open, reason, addressee, before, limit]);
}

/** `undefined` where there is none, or none of its dead letters is left. */
export async function findGroup(query: Query, id: string): Promise<StoredGroup | undefined> {
  const [group] = await query<StoredGroup>(COUNTED, [id, false, null, null, null, 1]);
  return group;
}

/** Rows of programs that know no groups. */
export function withoutGroup(query: Query, limit: number): Promise<StoredDeadLetter[]> {
  return query<StoredDeadLetter>('SELECT * FROM dead_letters WHERE group_id IS NULL ORDER BY id LIMIT $1', [limit]);
}

/** `groups` by the id of the dead letter. */
export async function groupDeadLetters(query: Query, groups: ReadonlyMap<string, Group>): Promise<void> {
  await storeGroups(query, [...groups.values()]);
  const pairs = [...groups].map(([id, group]) => ({ id, group_id: group.id }));
  await query(
    `UPDATE dead_letters letter SET group_id = given.group_id
     FROM jsonb_to_recordset($1::jsonb) AS given (id bigint, group_id uuid)
     WHERE letter.id = given.id AND letter.group_id IS NULL`,
    [JSON.stringify(pairs)],
  );
}

function storable(group: Group): Group {
  return {
    ...group,
    error_code: storableText(group.error_code),
    error_class: storableText(group.error_class),
    message: storableText(group.message),
    frames: group.frames.map(storableText),
    event_type: group.event_type === null ? null : storableText(group.event_type),
  };
}
