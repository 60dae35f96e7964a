import { ApiProperty } from '@nestjs/swagger';
import { PageOf } from '#http';
import type { OpenCount, StoredDeadLetter } from '#dead-letters';
import { humanText, LABEL_LIMIT, MESSAGE_LIMIT } from '../dead-letters/human-text';
import { summarise } from '../dead-letters/summarise';

const nullable = true;
const INSTANT = { type: String, format: 'date-time' } as const;

/** One dead letter for people and scripts: the bytes are counted, secrets in texts are redacted. */
export class DeadLetterView {
  @ApiProperty({ pattern: '^[0-9]{1,18}$' }) id!: string;
  @ApiProperty({ enum: ['open', 'resolved'] }) status!: 'open' | 'resolved';
  @ApiProperty(INSTANT) first_seen_at!: string;
  @ApiProperty(INSTANT) last_seen_at!: string;
  @ApiProperty({ ...INSTANT, nullable }) closed_at!: string | null;
  @ApiProperty({ type: String, nullable }) closed_by!: string | null;
  @ApiProperty({ type: String, nullable }) close_reason!: string | null;
  @ApiProperty({ ...INSTANT, nullable }) reopened_at!: string | null;
  @ApiProperty({ type: String, nullable }) reopened_by!: string | null;
  @ApiProperty({ type: String, nullable }) reopen_reason!: string | null;
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
  @ApiProperty({ type: [String], description: 'Whose status was that already.' }) unchanged!: readonly string[];
  @ApiProperty({ type: [String] }) not_found!: readonly string[];
  @ApiProperty({ description: '`false`: more match the filter than one request decides about, ask again.' })
  complete!: boolean;
}

export class DecidedOneView {
  @ApiProperty({ type: [String] }) changed!: readonly string[];
  @ApiProperty({ type: [String] }) unchanged!: readonly string[];
  @ApiProperty({ type: DeadLetterView }) record!: DeadLetterView;
}

export function recordView(row: StoredDeadLetter): DeadLetterView {
  return {
    id: row.id,
    status: row.status,
    first_seen_at: row.first_seen_at.toISOString(),
    last_seen_at: row.last_seen_at.toISOString(),
    closed_at: row.closed_at && row.closed_at.toISOString(),
    closed_by: row.closed_by && humanText(row.closed_by, LABEL_LIMIT),
    close_reason: row.close_reason && humanText(row.close_reason, MESSAGE_LIMIT),
    reopened_at: row.reopened_at && row.reopened_at.toISOString(),
    reopened_by: row.reopened_by && humanText(row.reopened_by, LABEL_LIMIT),
    reopen_reason: row.reopen_reason && humanText(row.reopen_reason, MESSAGE_LIMIT),
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
