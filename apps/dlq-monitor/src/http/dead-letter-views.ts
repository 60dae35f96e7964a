import { ApiProperty } from '@nestjs/swagger';
import { PageOf } from '#http';
import {
  ADDRESSEES,
  DECISION_VERBS,
  REASONS,
  STATUSES,
  statusAfter,
  type Addressee,
  type DeadLetterStatus,
  type DecisionVerb,
  type HistoryEntry,
  type OpenCount,
  type Reason,
  type Seal,
  type StoredDeadLetter,
  type Verb,
} from '#dead-letters';
import { humanText, LABEL_LIMIT, MESSAGE_LIMIT } from '#redaction';
import { summarise } from '../dead-letters/summarise';

const nullable = true;
const INSTANT = { type: String, format: 'date-time' } as const;

/** One dead letter for people and scripts: the bytes are counted, secrets in texts are redacted. */
export class DeadLetterView {
  @ApiProperty({ pattern: '^[0-9]{1,18}$' }) id!: string;
  @ApiProperty({ enum: STATUSES }) status!: DeadLetterStatus;
  @ApiProperty({ enum: DECISION_VERBS, isArray: true, description: 'What can be decided about it now.' })
  verbs!: readonly DecisionVerb[];
  @ApiProperty({ type: String, format: 'uuid', nullable, description: 'Failures with the same cause.' })
  group_id!: string | null;
  @ApiProperty({ type: String, enum: REASONS, nullable }) reason!: Reason | null;
  @ApiProperty({ type: String, enum: ADDRESSEES, nullable, description: 'Who has to act.' })
  addressee!: Addressee | null;
  @ApiProperty(INSTANT) first_seen_at!: string;
  @ApiProperty(INSTANT) last_seen_at!: string;
  @ApiProperty({ ...INSTANT, nullable }) closed_at!: string | null;
  @ApiProperty({ type: String, nullable }) closed_by!: string | null;
  @ApiProperty({ type: String, nullable }) close_reason!: string | null;
  @ApiProperty({ ...INSTANT, nullable }) reopened_at!: string | null;
  @ApiProperty({ type: String, nullable }) reopened_by!: string | null;
  @ApiProperty({ type: String, nullable }) reopen_reason!: string | null;
  @ApiProperty({ type: 'integer', description: 'How often its record had been redriven when it came.' })
  attempt!: number;
  @ApiProperty({ type: String, nullable, description: 'The dead letter whose redriven record came back as this one.' })
  previous_id!: string | null;
  @ApiProperty({ type: String, format: 'uuid', nullable, description: 'The job that sent its record again.' })
  redrive_id!: string | null;
  @ApiProperty({ type: String, nullable, description: 'Where its record was sent to.' })
  redrive_topic!: string | null;
  @ApiProperty({ type: 'integer', nullable }) redrive_partition!: number | null;
  @ApiProperty({ type: String, nullable }) redrive_offset!: string | null;
  @ApiProperty({ ...INSTANT, nullable }) redriven_at!: string | null;
  @ApiProperty({ ...INSTANT, nullable, description: 'When its readers were first seen to be past it.' })
  redrive_seen_at!: string | null;
  @ApiProperty() dlq_topic!: string;
  @ApiProperty({ type: 'integer' }) dlq_partition!: number;
  @ApiProperty({ description: '64 bit, decimal.' }) dlq_offset!: string;
  @ApiProperty(INSTANT) received_at!: string;
  @ApiProperty({ description: "Which writer's format it was recognised as." }) shape!: string;
  @ApiProperty({ type: String, nullable }) original_topic!: string | null;
  @ApiProperty({ type: 'integer', nullable }) original_partition!: number | null;
  @ApiProperty({ type: String, nullable }) original_offset!: string | null;
  @ApiProperty({ type: String, nullable }) original_key!: string | null;
  @ApiProperty({ type: 'object', additionalProperties: { type: 'string' }, nullable })
  original_headers!: Readonly<Record<string, string>> | null;
  @ApiProperty() error_code!: string;
  @ApiProperty() error_type!: string;
  @ApiProperty() error_message!: string;
  @ApiProperty() error_category!: string;
  @ApiProperty({ type: String, nullable }) correlation_id!: string | null;
  @ApiProperty({ type: String, nullable }) event_type!: string | null;
  @ApiProperty({ type: 'integer' }) retry_count!: number;
  @ApiProperty({ type: String, nullable }) consumer_group!: string | null;
  @ApiProperty({ ...INSTANT, nullable }) failed_at!: string | null;
  @ApiProperty({ type: 'integer' }) raw_bytes!: number;
  @ApiProperty({ type: 'integer', nullable }) original_bytes!: number | null;
  @ApiProperty({
    enum: ['open', 'erased', 'locked', null],
    nullable,
    description:
      'Of a record about people: it is shown as it came, somebody was erased, or its master key is not here.',
  })
  personal_data!: Seal;
  @ApiProperty({ description: 'At most 500 characters.' }) preview!: string;
}

export class DeadLettersPage extends PageOf(DeadLetterView) {}

class NewestView {
  @ApiProperty() id!: string;
  @ApiProperty({ ...INSTANT, type: String }) received_at!: string;
  @ApiProperty() error_code!: string;
  @ApiProperty() error_message!: string;
}

/** The open dead letters of one topic. */
export class OpenCountView {
  @ApiProperty() dlq_topic!: string;
  @ApiProperty({ type: 'integer' }) open!: number;
  @ApiProperty({ type: NewestView }) newest!: NewestView;
}

export class OpenCounts {
  @ApiProperty({ type: [OpenCountView], description: 'Most first.' }) items!: readonly OpenCountView[];
}

export class DecidedView {
  @ApiProperty({ type: [String], description: 'Whose status it changed.' }) changed!: readonly string[];
  @ApiProperty({ type: [String], description: 'Whose status the verb cannot change.' }) unchanged!: readonly string[];
  @ApiProperty({ type: 'object', additionalProperties: { type: 'string' }, description: 'Of these, by id.' })
  statuses!: Readonly<Record<string, DeadLetterStatus>>;
  @ApiProperty({ type: [String] }) not_found!: readonly string[];
  @ApiProperty({ description: '`false`: more match the filter than one request decides about, ask again.' })
  complete!: boolean;
}

export class DecidedOneView {
  @ApiProperty({ type: [String] }) changed!: readonly string[];
  @ApiProperty({ type: [String] }) unchanged!: readonly string[];
  @ApiProperty({ type: DeadLetterView }) record!: DeadLetterView;
}

/** One step in the life of a dead letter. */
export class HistoryEntryView {
  @ApiProperty(INSTANT) at!: string;
  @ApiProperty() actor!: string;
  @ApiProperty() reason!: string;
  @ApiProperty() verb!: Verb;
  @ApiProperty({ enum: STATUSES }) from!: DeadLetterStatus;
  @ApiProperty({ enum: STATUSES }) to!: DeadLetterStatus;
  @ApiProperty({ type: String, nullable, description: 'The job it came from, or the dead letter that came back.' })
  link!: string | null;
}

export class HistoryView {
  @ApiProperty({ type: [HistoryEntryView], description: 'Oldest first; the newest 1,000.' })
  items!: readonly HistoryEntryView[];
}

export function historyView(entries: readonly HistoryEntry[]): HistoryView {
  const items = entries.map(({ at, actor, reason, verb, from_status, to_status, link }) => ({
    at: at.toISOString(),
    actor: humanText(actor, LABEL_LIMIT),
    reason: humanText(reason, MESSAGE_LIMIT),
    verb,
    from: from_status,
    to: to_status,
    link,
  }));
  return { items };
}

export function recordView(row: StoredDeadLetter & { readonly seal: Seal }): DeadLetterView {
  return {
    id: row.id,
    status: row.status,
    verbs: DECISION_VERBS.filter((verb) => statusAfter(verb, row.status) !== null),
    group_id: row.group_id,
    reason: row.reason,
    addressee: row.addressee,
    first_seen_at: row.first_seen_at.toISOString(),
    last_seen_at: row.last_seen_at.toISOString(),
    closed_at: row.closed_at && row.closed_at.toISOString(),
    closed_by: row.closed_by && humanText(row.closed_by, LABEL_LIMIT),
    close_reason: row.close_reason && humanText(row.close_reason, MESSAGE_LIMIT),
    reopened_at: row.reopened_at && row.reopened_at.toISOString(),
    reopened_by: row.reopened_by && humanText(row.reopened_by, LABEL_LIMIT),
    reopen_reason: row.reopen_reason && humanText(row.reopen_reason, MESSAGE_LIMIT),
    attempt: row.attempt,
    previous_id: row.previous_id,
    redrive_id: row.redrive_id,
    redrive_topic: row.redrive_topic,
    redrive_partition: row.redrive_partition,
    redrive_offset: row.redrive_offset,
    redriven_at: row.redriven_at && row.redriven_at.toISOString(),
    redrive_seen_at: row.redrive_seen_at && row.redrive_seen_at.toISOString(),
    personal_data: row.seal,
    ...summarise(row),
  };
}

export function countView({ dlq_topic, open, newest }: OpenCount): OpenCountView {
  const { id, received_at, error_code, error_message } = newest;
  return {
    dlq_topic,
    open,
    newest: {
      id,
      received_at: received_at.toISOString(),
      error_code,
      error_message: humanText(error_message, MESSAGE_LIMIT),
    },
  };
}
