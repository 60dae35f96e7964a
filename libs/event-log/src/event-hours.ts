import type { Migration, Query, TableFacts } from '#storage';
import type { EventFilter } from './read';

/** Of what was in the log before hours were kept: whatever its time, it is not behind this position. */
const BEFORE_ALL = `'-infinity'`;

/**
 * The last position of an event of each hour, so that a list of any span of time knows where to begin. A trigger keeps it
 * for whoever appends, with the rights of its owner: older programs know nothing of the table.
 */
export const HOURS_STEP: Migration = {
  version: 5,
  name: 'where the events of an hour end',
  sql: `
CREATE TABLE event_hours (hour timestamptz(3) PRIMARY KEY, last_position bigint NOT NULL) WITH (fillfactor = 50);

CREATE FUNCTION event_log_note_hours() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
  INSERT INTO event_hours AS known (hour, last_position)
  SELECT date_bin('1 hour', kafka_time, 'epoch'), max(position) FROM added WHERE kafka_time IS NOT NULL GROUP BY 1
  ON CONFLICT (hour) DO UPDATE SET last_position = greatest(known.last_position, excluded.last_position);
  RETURN NULL;
END $$;
CREATE TRIGGER event_log_note_hours AFTER INSERT ON event_log REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION event_log_note_hours();

INSERT INTO event_hours SELECT ${BEFORE_ALL}, coalesce(max(position), 0) FROM event_log;`,
};

export const HOURS_TABLES = {
  event_hours: { needs: ['SELECT'], kept: { forEver: 'one row for each hour of the records’ times' } },
} as const satisfies Readonly<Record<string, TableFacts>>;

const LAST = `
SELECT max(last_position) AS last FROM event_hours
WHERE hour = ${BEFORE_ALL} OR (hour > $1::timestamptz - interval '1 hour' AND hour < $2)`;

/** No event of this span of time is behind the position. */
export async function lastOfTime(query: Query, { from, to }: Pick<EventFilter, 'from' | 'to'>): Promise<bigint> {
  const [row] = await query<{ last: string | null }>(LAST, [from ?? '-infinity', to ?? 'infinity']);
  return BigInt(row?.last ?? 0);
}
