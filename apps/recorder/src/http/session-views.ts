import { ApiProperty } from '@nestjs/swagger';
import { SESSION_STATUSES, type SessionStatus } from '#contracts';
import type { SessionReport, Severity } from '#event-log';
import { humanText, LABEL_LIMIT } from '#redaction';
import { momentView, MomentView } from './trace-views';

const nullable = true;
const INSTANT = { type: String, format: 'date-time' } as const;
const COUNT = { type: 'integer' } as const;
const MS = { type: 'number', description: 'Milliseconds.' } as const;

class RequestCounts {
  @ApiProperty(COUNT) answered!: number;
  @ApiProperty({ ...COUNT, description: 'Refused or dead-lettered.' }) failed!: number;
  @ApiProperty(COUNT) pending!: number;
}

class DurationsView {
  @ApiProperty(MS) avg!: number;
  @ApiProperty(MS) min!: number;
  @ApiProperty(MS) max!: number;
  @ApiProperty(MS) p50!: number;
  @ApiProperty(MS) p95!: number;
  @ApiProperty(MS) p99!: number;
}

class BreakdownView {
  @ApiProperty() name!: string;
  @ApiProperty(COUNT) events!: number;
  @ApiProperty({ ...COUNT, description: 'Error replies and dead letters.' }) errors!: number;
}

class BottleneckView {
  @ApiProperty() topic!: string;
  @ApiProperty(COUNT) requests!: number;
  @ApiProperty(MS) p95_ms!: number;
  @ApiProperty({ enum: ['critical', 'high', 'medium'], description: 'Above 5000, 2000 and 1000 ms.' })
  severity!: Severity;
}

/** What happened in one session. */
export class SessionView {
  @ApiProperty() session_id!: string;
  @ApiProperty({ enum: [...SESSION_STATUSES, null], nullable, description: 'As last told on the status topic.' })
  status!: SessionStatus | null;
  @ApiProperty({ type: 'number', nullable, description: 'Percent, likewise.' }) progress!: number | null;
  @ApiProperty(INSTANT) started_at!: string;
  @ApiProperty(INSTANT) ended_at!: string;
  @ApiProperty(COUNT) duration_ms!: number;
  @ApiProperty({ description: '`false`: there are more events than are counted; these are the first.' })
  complete!: boolean;
  @ApiProperty() requests!: RequestCounts;
  @ApiProperty({ type: 'number', nullable, description: 'Answered of those that are not pending, 0 to 1.' })
  success_rate!: number | null;
  @ApiProperty({ type: DurationsView, nullable, description: 'From a request to what settled it.' })
  durations_ms!: DurationsView | null;
  @ApiProperty({ type: [BreakdownView], description: 'Most first.' }) by_type!: readonly BreakdownView[];
  @ApiProperty({ type: [BreakdownView], description: 'Most first.' }) by_topic!: readonly BreakdownView[];
  @ApiProperty({ type: [BottleneckView], description: 'The slowest first.' }) bottlenecks!: readonly BottleneckView[];
  @ApiProperty({ type: [MomentView], description: 'In the order of time.' }) timeline!: readonly MomentView[];
}

export function sessionView(id: string, report: SessionReport, complete: boolean): SessionView {
  return {
    session_id: humanText(id, id.length),
    status: report.status,
    progress: report.progress,
    started_at: new Date(report.startedAt).toISOString(),
    ended_at: new Date(report.endedAt).toISOString(),
    duration_ms: report.durationMs,
    complete,
    requests: report.requests,
    success_rate: report.successRate,
    durations_ms: report.durations,
    by_type: report.byType.map((one) => ({ ...one, name: humanText(one.name, LABEL_LIMIT) })),
    by_topic: report.byTopic,
    bottlenecks: report.bottlenecks.map(({ topic, requests, p95Ms, severity }) => ({
      topic,
      requests,
      p95_ms: p95Ms,
      severity,
    })),
    timeline: report.timeline.map(momentView),
  };
}
