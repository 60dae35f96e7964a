import { ApiProperty } from '@nestjs/swagger';
import { DIRECTIONS, trendOf, type QualityEntity, type QualityPoint, type QualityRow, type Trend } from '#event-log';
import { PageOf } from '#http';
import { humanText, LABEL_LIMIT } from '#redaction';
import { idView } from './event-views';

const nullable = true;
const INSTANT = { type: String, format: 'date-time' } as const;
const SCORE = { type: 'number', minimum: 0, maximum: 1 } as const;

export class QualityPointView {
  @ApiProperty({ ...INSTANT, description: "By its sender's clock, but not after it was recorded." }) at!: string;
  @ApiProperty(SCORE) quality_score!: number;
  @ApiProperty({ format: 'uuid', description: 'In the event log.' }) event_id!: string;
}

export class TrendView {
  @ApiProperty({ enum: DIRECTIONS, description: '`unknown`: all of it is of one instant.' })
  direction!: Trend['direction'];
  @ApiProperty({ type: 'number', nullable, description: 'Score a day: slope of the line with the least squares.' })
  per_day!: number | null;
  @ApiProperty({
    type: 'number',
    nullable,
    description: 'Score: what the line gains from the first to the last of them.',
  })
  change!: number | null;
  @ApiProperty({ type: 'integer', description: 'The last so many were looked at; 20 at most.' }) assessments!: number;
}

/** How good an entity is and was. */
export class QualityView {
  @ApiProperty() entity_id!: string;
  @ApiProperty({ type: 'integer' }) assessments!: number;
  @ApiProperty({ type: QualityPointView }) latest!: QualityPointView;
  @ApiProperty({ type: QualityPointView, description: 'Of equals the first.' }) best!: QualityPointView;
  @ApiProperty({ type: QualityPointView, description: 'Of equals the first.' }) worst!: QualityPointView;
  @ApiProperty({ type: QualityPointView }) first!: QualityPointView;
  @ApiProperty({ type: TrendView }) trend!: TrendView;
  @ApiProperty({ type: [QualityPointView], description: 'The last 20, the latest at the end.' })
  recent!: readonly QualityPointView[];
}

export class QualityPage extends PageOf(QualityView) {}

/** One assessment. */
export class AssessmentView extends QualityPointView {
  @ApiProperty({ description: 'In the order of the log; 64 bit, decimal.' }) position!: string;
  @ApiProperty({ ...SCORE, nullable }) onex_compliance!: number | null;
  @ApiProperty({ type: 'object', additionalProperties: SCORE }) dimensions!: Readonly<Record<string, number>>;
  @ApiProperty({ type: String, nullable }) correlation_id!: string | null;
  @ApiProperty({ type: String, nullable, description: 'Who assessed it.' }) source!: string | null;
}

export class AssessmentsPage extends PageOf(AssessmentView) {}

export function qualityView({ entityId, state }: QualityEntity): QualityView {
  const recent = state.recent.map(pointView);
  return {
    entity_id: idView(entityId) ?? '',
    assessments: state.assessments,
    latest: recent.at(-1) ?? pointView(state.first),
    best: pointView(state.best),
    worst: pointView(state.worst),
    first: pointView(state.first),
    trend: trendOf(state.recent),
    recent,
  };
}

function pointView({ at, score, event_id }: QualityPoint): QualityPointView {
  return { at, quality_score: score, event_id };
}

export function assessmentView(row: QualityRow): AssessmentView {
  return {
    at: row.at.toISOString(),
    quality_score: row.score,
    event_id: row.eventId,
    position: row.position,
    onex_compliance: row.compliance,
    dimensions: Object.fromEntries(
      Object.entries(row.dimensions).map(([name, share]) => [humanText(name, LABEL_LIMIT), share]),
    ),
    correlation_id: idView(row.correlationId),
    source: idView(row.source),
  };
}
