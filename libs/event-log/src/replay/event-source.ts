import { rowsInRange, type KeptRecord, type RecordSource } from '#storage';
import type { PersonalData } from '#personal-data';
import { openEvents } from '../personal/open-events';
import { conditionsOf, SEAL } from '../read';
import type { LoggedEvent } from '../event';
import { eventFilterOf, type ReplayInput } from './replay-input';

/** An event of the log as it is replayed. */
export interface ReplayedEvent extends Omit<KeptRecord, 'rawHeaders'>, Pick<LoggedEvent, 'eventId' | 'seal'> {
  readonly partition: number;
  /** Decimal. */
  readonly offset: string;
  /** `null`: the record was not read whole. */
  readonly headers: Buffer | null;
}

/** What the conditions of a filter name, and what a record is made of. */
const ROWS = `
SELECT position, source_id, event_type, correlation_id, session_id, kafka_time, topic, partition, kafka_offset AS "offset",
  key, value, headers, event_id AS "eventId", ${SEAL}
FROM event_log JOIN event_sources ON event_sources.id = source_id`;

/**
 * The events of a replay in the order of their positions. Those of one partition are in the order of their offsets there,
 * so records with one key keep theirs.
 */
const EVENTS = rowsInRange<ReplayedEvent>(ROWS, (input) => {
  const { range, filter } = input as ReplayInput;
  const { conditions, values } = conditionsOf(eventFilterOf(filter));
  return { range, where: { sql: ['true', ...conditions].join(' AND '), values } };
});

/** The same, opened as far as that can be done when they are sent. */
export function openedEvents(personal: PersonalData): RecordSource<ReplayedEvent> {
  return {
    count: (query, job) => EVENTS.count(query, job),
    read: async (...asked) => {
      const places = await EVENTS.read(...asked);
      const opened = await openEvents(
        personal,
        places.flatMap(({ row }) => row ?? []),
      );
      const byId = new Map(opened.map((event) => [event.eventId, event]));
      return places.map(({ position, row }) => ({ position, row: row && byId.get(row.eventId)! }));
    },
  };
}
