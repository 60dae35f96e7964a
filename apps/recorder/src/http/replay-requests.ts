import { BOOLEAN, Field, INSTANT, integerKind, invalidField, missingField, textKind, TOPIC } from '#http';
import type { ReplayFilter } from '#event-log';
import { RATE_FIELD, REASON } from '#jobs';

const optional = true;
const ID = textKind(1_024);

/** Which events to send again, and where; what is said of the events must all hold. */
export class CreateReplayBody {
  @Field(ID, { optional })
  correlation_id?: string;

  @Field(ID, { optional })
  session_id?: string;

  @Field(INSTANT, { optional, description: "By the records' time." })
  from?: string;

  @Field(INSTANT, { optional, description: 'Excluded; default: now.' })
  to?: string;

  @Field(ID, { optional })
  event_type?: string;

  @Field(TOPIC, { optional, description: 'Of this topic alone.' })
  topic?: string;

  @Field(TOPIC, { optional, description: 'Sends all of them to this topic; default: each to its own.' })
  to_topic?: string;

  @Field(integerKind(0, 1_000_000), {
    optional,
    description: 'More dead letters than this end the replay; default: 10, or 1 % of what was sent.',
  })
  max_dead_letters?: number;

  @RATE_FIELD
  rate?: number;

  @Field(REASON, { optional, description: 'Why; kept in the audit trail. Needed unless it is a dry run.' })
  reason?: string;

  @Field(BOOLEAN, { optional, description: '`true`: only says what would be sent.' })
  dry_run?: boolean;
}

/** A replay of all there is, or of all of a topic, is too easily asked for by mistake. */
export function replayFilterOf(body: CreateReplayBody): ReplayFilter {
  const { correlation_id, session_id, from, to, event_type, topic } = body;
  if (correlation_id === undefined && session_id === undefined && from === undefined) {
    throw missingField('from', 'Say which events: correlation_id, session_id, or from and to.');
  }
  if (from !== undefined && to !== undefined && from >= to) throw invalidField('to', 'later than from');
  return { correlation_id, session_id, from, to, event_type, topic };
}
