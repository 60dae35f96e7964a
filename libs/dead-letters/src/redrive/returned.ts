import { decodeHeaders, headerTexts, redriveOf, type Redrive } from '#contracts';
import type { Query } from '#storage';
import type { DeadLetterRow } from '../dead-letter-row';
import { storable } from '../storable';

/** A stored dead letter that is the record of an earlier one, come back. */
export interface Returned {
  readonly id: string;
  /** `null` where that is gone: how often it was redriven still counts. */
  readonly previous_id: string | null;
  readonly attempt: number;
}

type Place = Pick<DeadLetterRow, 'dlq_topic' | 'dlq_partition' | 'dlq_offset'>;

/** What a dead letter tells of where its record came from. */
export interface Trace extends Place {
  readonly redrive: Redrive | null;
  readonly at: { readonly topic: string; readonly partition: number; readonly offset: string } | null;
}

/** To be asked before the row is sealed; `null` where there is nothing to follow. */
export function traceOf(row: DeadLetterRow): Trace | null {
  const { dlq_topic, dlq_partition, dlq_offset } = row;
  const [redrive, at] = [redriveIn(row), placeIn(row)];
  return redrive === null && at === null ? null : { dlq_topic, dlq_partition, dlq_offset, redrive, at };
}

function placeIn(row: DeadLetterRow): Trace['at'] {
  const topic = storable.text(row.original_topic);
  const [partition, offset] = [storable.int4(row.original_partition), storable.int8(row.original_offset)];
  return topic === null || partition === null || offset === null ? null : { topic, partition, offset: String(offset) };
}

function redriveIn({ original_raw_headers, original_headers }: DeadLetterRow): Redrive | null {
  if (original_raw_headers === null) return redriveOf(original_headers ?? {});
  try {
    return redriveOf(headerTexts(decodeHeaders(original_raw_headers)));
  } catch {
    return null;
  }
}

/**
 * By its headers, which are believed where the job that they name did send the record of the dead letter that they name;
 * of writers that keep no headers by the place at which it failed.
 */
const FIND = `
SELECT letter.id, coalesce(by_header.id, by_place.id) AS previous_id,
  coalesce(by_header.attempt, by_place.attempt, least(given.attempt, 1001) - 1) + 1 AS attempt
FROM jsonb_to_recordset($1::jsonb) AS given (dlq_topic text, dlq_partition integer, dlq_offset bigint, redrive_id uuid,
    redrive_of bigint, attempt integer, topic text, partition integer, at bigint)
  JOIN dead_letters letter ON letter.dlq_topic = given.dlq_topic AND letter.dlq_partition = given.dlq_partition
    AND letter.dlq_offset = given.dlq_offset AND letter.previous_id IS NULL AND letter.attempt = 0
  LEFT JOIN dead_letters by_header ON by_header.id = given.redrive_of AND by_header.id < letter.id AND EXISTS (
    SELECT FROM dead_letter_history taken WHERE taken.dead_letter_id = given.redrive_of
      AND taken.verb IN ('redrive', 'edit') AND taken.link = given.redrive_id::text)
  LEFT JOIN LATERAL (
    SELECT id, attempt FROM dead_letters earlier WHERE earlier.redrive_topic = given.topic
      AND earlier.redrive_partition = given.partition AND earlier.redrive_offset = given.at AND earlier.id < letter.id
    ORDER BY id DESC LIMIT 1) by_place ON by_header.id IS NULL
WHERE by_header.id IS NOT NULL OR by_place.id IS NOT NULL OR given.attempt IS NOT NULL`;

/** Those that came back. */
export async function findReturned(query: Query, traces: readonly Trace[]): Promise<readonly Returned[]> {
  const given = traces.map(({ redrive, at, dlq_topic, dlq_partition, dlq_offset }) => ({
    dlq_topic,
    dlq_partition,
    dlq_offset,
    redrive_id: redrive?.id ?? null,
    redrive_of: redrive?.of ?? null,
    attempt: redrive?.attempt ?? null,
    topic: at?.topic ?? null,
    partition: at?.partition ?? null,
    at: at?.offset ?? null,
  }));
  return query<Returned>(FIND, [JSON.stringify(given)]);
}

/** Links them with those before. */
export async function linkReturned(query: Query, returned: readonly Returned[]): Promise<void> {
  await query(
    `UPDATE dead_letters letter SET previous_id = given.previous_id, attempt = given.attempt
     FROM jsonb_to_recordset($1::jsonb) AS given (id bigint, previous_id bigint, attempt integer)
     WHERE letter.id = given.id AND letter.previous_id IS NULL AND letter.attempt = 0`,
    [JSON.stringify(returned)],
  );
}
