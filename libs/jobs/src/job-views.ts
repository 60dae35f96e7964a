import { ApiProperty } from '@nestjs/swagger';
import { PageOf } from '#http';
import type { Job, JobState } from '#storage';
import { humanText, LABEL_LIMIT, MESSAGE_LIMIT } from '#redaction';

const nullable = true;
const INSTANT = { type: String, format: 'date-time' } as const;
const OBJECT = { type: 'object', additionalProperties: true } as const;

/** A job as it stands. */
export class JobView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() kind!: string;
  @ApiProperty({ ...OBJECT, description: 'What it was given; frozen.' }) input!: unknown;
  @ApiProperty({ enum: ['waiting', 'running', 'done', 'failed', 'cancelled'] }) state!: JobState;
  @ApiProperty() actor!: string;
  @ApiProperty() reason!: string;
  @ApiProperty({ type: 'integer', nullable, description: 'Records; `null` while that is not known.' })
  total!: number | null;
  @ApiProperty({ type: 'integer' }) done!: number;
  @ApiProperty({ type: 'integer', nullable, description: 'Records a second at most.' }) rate!: number | null;
  @ApiProperty({ type: 'number', nullable, description: 'Records a second of late.' }) per_second!: number | null;
  @ApiProperty({ type: 'integer', nullable, description: 'While it runs: until its end at that speed.' })
  seconds_left!: number | null;
  @ApiProperty({ type: 'integer', description: 'How often it was begun since it last got on.' }) attempts!: number;
  @ApiProperty({ ...OBJECT, nullable }) result!: unknown;
  @ApiProperty({ type: String, nullable, description: 'Of one that failed where it would fail again: stable.' })
  error_code!: string | null;
  @ApiProperty({ type: String, nullable }) error!: string | null;
  @ApiProperty({ type: String, nullable }) cancelled_by!: string | null;
  @ApiProperty({ type: String, nullable }) cancel_reason!: string | null;
  @ApiProperty(INSTANT) created_at!: string;
  @ApiProperty({ ...INSTANT, nullable }) started_at!: string | null;
  @ApiProperty({ ...INSTANT, nullable }) ended_at!: string | null;
}

export class JobsPage extends PageOf(JobView) {}

export function jobView(job: Job): JobView {
  return {
    id: job.id,
    kind: job.kind,
    input: job.input,
    state: job.state,
    actor: humanText(job.actor, LABEL_LIMIT),
    reason: humanText(job.reason, MESSAGE_LIMIT),
    total: job.total,
    done: job.done,
    rate: job.rate_per_second,
    per_second: job.per_second,
    seconds_left: secondsLeft(job),
    attempts: job.attempts,
    result: job.result,
    error_code: job.error_code,
    error: job.error && humanText(job.error, MESSAGE_LIMIT),
    cancelled_by: job.cancelled_by && humanText(job.cancelled_by, LABEL_LIMIT),
    cancel_reason: job.cancel_reason && humanText(job.cancel_reason, MESSAGE_LIMIT),
    created_at: job.created_at.toISOString(),
    started_at: job.started_at && job.started_at.toISOString(),
    ended_at: job.ended_at && job.ended_at.toISOString(),
  };
}

function secondsLeft({ state, total, done, per_second }: Job): number | null {
  if (state !== 'running' || total === null || per_second === null || per_second <= 0) return null;
  return Math.ceil(Math.max(0, total - done) / per_second);
}
