import { Field, INSTANT, invalidParameter, PageQuery, textKind, TOPIC, uuidKind } from '#http';
import { eventFilterOf, type EventFilter } from '#event-log';

const optional = true;
const ID = textKind(1_024);

/** What events are listed by; all of it must hold. */
export class EventsQuery extends PageQuery {
  @Field(TOPIC, { optional })
  topic?: string;

  @Field(ID, { optional })
  event_type?: string;

  @Field(ID, { optional })
  correlation_id?: string;

  @Field(ID, { optional })
  session_id?: string;

  @Field(INSTANT, { optional, description: "By the records' time." })
  from?: string;

  @Field(INSTANT, { optional, description: 'Excluded.' })
  to?: string;
}

export class EventPath {
  @Field(uuidKind('an event'))
  event_id!: string;
}

export class TracePath {
  @Field(ID, { description: 'A correlation id.' })
  correlation_id!: string;
}

export class SessionPath {
  @Field(ID, { description: 'A session id.' })
  id!: string;
}

type Filters = Pick<EventsQuery, 'topic' | 'event_type' | 'correlation_id' | 'session_id' | 'from' | 'to'>;

/** Throws a problem for a span of time that ends before it begins. */
export function filterOf(filters: Filters): EventFilter {
  const { from, to } = filters;
  if (from !== undefined && to !== undefined && from >= to) throw invalidParameter('to', 'later than from');
  return eventFilterOf(filters);
}
