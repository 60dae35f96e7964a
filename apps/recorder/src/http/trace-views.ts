import { ApiProperty } from '@nestjs/swagger';
import { PATTERNS, SESSION_STATUSES, type Pattern, type SessionStatus } from '#contracts';
import type { FoundBy, Hop, Mark, Moment, Outcome, RequestOutcome, Trace } from '#event-log';
import { humanText, LABEL_LIMIT, MESSAGE_LIMIT } from '#redaction';
import { idView } from './event-views';

const nullable = true;
const TEXT = { type: String, nullable } as const;
const INSTANT = { type: String, format: 'date-time' } as const;
const MS = { type: 'integer', nullable, description: 'Milliseconds.' } as const;

const MARKS: readonly Mark[] = ['duplicate', 'retry', 'replayed', 'missing_cause', 'cycle'];
const FOUND_BY: readonly FoundBy[] = ['causation', 'record', 'reply', 'time'];
const OUTCOMES: readonly Outcome[] = ['completed', 'failed', 'pending', 'unknown'];
const REQUEST_OUTCOMES: readonly RequestOutcome[] = ['answered', 'refused', 'dead_lettered', 'pending'];

/** What an event was in its conversation. */
export class MomentView {
  @ApiProperty({ format: 'uuid' }) event_id!: string;
  @ApiProperty(INSTANT) at!: string;
  @ApiProperty() topic!: string;
  @ApiProperty({ type: 'integer' }) partition!: number;
  @ApiProperty({ description: '64 bit, decimal.' }) offset!: string;
  @ApiProperty({ enum: PATTERNS, description: 'What its topic is for.' }) pattern!: Pattern;
  @ApiProperty(TEXT) event_type!: string | null;
  @ApiProperty(TEXT) source!: string | null;
  @ApiProperty(TEXT) correlation_id!: string | null;
  @ApiProperty({ ...MS, description: 'Milliseconds since its cause; below 0 where clocks differ.' })
  latency_ms!: number | null;
  @ApiProperty({ enum: [...FOUND_BY, null], nullable, description: 'How its cause was found.' })
  found_by!: FoundBy | null;
  @ApiProperty({ enum: MARKS, isArray: true }) marks!: readonly Mark[];
  @ApiProperty({ ...TEXT, description: 'Of an error reply or a dead letter.' }) error_code!: string | null;
  @ApiProperty({ enum: [...SESSION_STATUSES, null], nullable, description: 'Of a status event.' })
  status!: SessionStatus | null;
  @ApiProperty({ type: 'number', nullable, description: 'Percent.' }) progress!: number | null;
  @ApiProperty(TEXT) message!: string | null;
  @ApiProperty({ enum: [...REQUEST_OUTCOMES, null], nullable, description: 'Of a request.' })
  outcome!: RequestOutcome | null;
  @ApiProperty({ ...MS, description: 'Milliseconds from a request to what settled it.' })
  duration_ms!: number | null;
}

/** The same as a node of the tree. */
export class HopView extends MomentView {
  @ApiProperty({ format: 'uuid', type: String, nullable, description: 'The event that caused it.' })
  parent!: string | null;
  @ApiProperty({ type: 'integer', description: 'How many events are above it.' }) depth!: number;
}

/** What happened under one correlation id. */
export class TraceView {
  @ApiProperty() correlation_id!: string;
  @ApiProperty({ enum: OUTCOMES }) outcome!: Outcome;
  @ApiProperty(INSTANT) started_at!: string;
  @ApiProperty(INSTANT) ended_at!: string;
  @ApiProperty({ type: 'integer' }) duration_ms!: number;
  @ApiProperty({ description: '`false`: there are more events than are shown; these are the first.' })
  complete!: boolean;
  @ApiProperty({ type: [HopView], description: 'Each cause before what it caused.' }) events!: readonly HopView[];
}

export function momentView(hop: Moment): MomentView {
  const { event, settled } = hop;
  return {
    event_id: event.eventId,
    at: new Date(hop.at).toISOString(),
    topic: event.topic,
    partition: event.partition,
    offset: event.offset,
    pattern: hop.pattern,
    event_type: idView(event.eventType),
    source: idView(event.source),
    correlation_id: idView(event.correlationId),
    latency_ms: hop.latencyMs,
    found_by: hop.foundBy,
    marks: hop.marks,
    error_code: hop.errorCode && humanText(hop.errorCode, LABEL_LIMIT),
    status: hop.status,
    progress: hop.progress,
    message: hop.message && humanText(hop.message, MESSAGE_LIMIT),
    outcome: settled?.outcome ?? null,
    duration_ms: settled?.durationMs ?? null,
  };
}

export function traceView(correlationId: string, trace: Trace, complete: boolean): TraceView {
  const { outcome, startedAt, endedAt, durationMs, hops } = trace;
  return {
    correlation_id: humanText(correlationId, correlationId.length),
    outcome,
    started_at: new Date(startedAt).toISOString(),
    ended_at: new Date(endedAt).toISOString(),
    duration_ms: durationMs,
    complete,
    events: hops.map((hop: Hop) => ({
      ...momentView(hop),
      parent: hop.parent === null ? null : (hops[hop.parent]?.event.eventId ?? null),
      depth: hop.depth,
    })),
  };
}
