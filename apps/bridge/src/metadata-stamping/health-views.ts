import { ApiProperty } from '@nestjs/swagger';
import { HEALTH_STATUSES, type HealthStatus, type JsonObject } from '#contracts';

const COMPONENTS = { type: 'object', additionalProperties: { type: 'object' } } as const;

export class HealthView {
  @ApiProperty({ enum: HEALTH_STATUSES }) status!: HealthStatus;
  @ApiProperty({ ...COMPONENTS }) components!: JsonObject;
  @ApiProperty() uptime_seconds!: number;
  @ApiProperty() version!: string;
}

export class AliveView {
  @ApiProperty({ enum: ['alive'] }) status!: 'alive';
  @ApiProperty() uptime_seconds!: number;
  @ApiProperty({ description: 'Seconds since 1970.' }) timestamp!: number;
}

export class ReadyView {
  @ApiProperty({ enum: ['ready', 'not_ready'] }) status!: 'ready' | 'not_ready';
  @ApiProperty({ ...COMPONENTS }) components!: JsonObject;
  @ApiProperty() overall_ready!: boolean;
}
