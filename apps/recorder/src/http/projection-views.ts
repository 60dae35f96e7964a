import { ApiProperty } from '@nestjs/swagger';
import type { ProjectionState } from '#event-log';
import { PageOf } from '#http';

const COUNT = { type: 'integer' } as const;

export class ProjectionView {
  @ApiProperty() name!: string;
  @ApiProperty({ ...COUNT, description: 'Higher each time that it was made anew.' }) generation!: number;
  @ApiProperty({ description: 'Of the last event that it has seen; 64 bit, decimal.' }) position!: string;
  @ApiProperty({ ...COUNT, description: 'Positions of the log that it has not seen.' }) lag_events!: number;
  @ApiProperty({ type: 'number', description: 'How long ago the first of them was recorded.' }) lag_seconds!: number;
  @ApiProperty({ ...COUNT, description: 'Events that it has taken.' }) applied!: number;
  @ApiProperty({ ...COUNT, description: 'Events that say nothing that can be kept.' }) passed_over!: number;
  @ApiProperty({ format: 'date-time' }) moved_at!: string;
  @ApiProperty({ description: 'BLAKE3 of its rows at this position, hexadecimal.' }) hash!: string;
}

export class ProjectionsPage extends PageOf(ProjectionView) {}

export function projectionView(state: ProjectionState): ProjectionView {
  const { name, generation, position, lag, applied, passedOver, movedAt, hash } = state;
  return {
    name,
    generation,
    position,
    lag_events: lag.events,
    lag_seconds: lag.seconds,
    applied,
    passed_over: passedOver,
    moved_at: movedAt.toISOString(),
    hash,
  };
}
