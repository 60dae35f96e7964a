import { Controller, Get, Header, UseInterceptors } from '@nestjs/common';
import { ApiOkResponse, ApiProperty, ApiTags } from '@nestjs/swagger';
import { ALERT_KINDS, listAlerts, type AlertKind, type AlertSeverity, type KeptAlert } from '#dead-letters';
import { REVALIDATED } from '#http';
import { DatabaseProblems } from '#worker';
import { MonitorStorage } from '../monitor-storage';

const INSTANT = { type: String, format: 'date-time' } as const;
const AT_MOST = 100;

/** Something that exceeded its limit. */
export class AlertView {
  @ApiProperty({ description: 'What it is about: one alert of this key is given within a cool-down.' }) key!: string;
  @ApiProperty({ enum: ['firing', 'resolved'] }) status!: 'firing' | 'resolved';
  @ApiProperty({ enum: ALERT_KINDS }) kind!: AlertKind;
  @ApiProperty({ enum: ['warning', 'critical'] }) severity!: AlertSeverity;
  @ApiProperty() message!: string;
  @ApiProperty() dlq_topic!: string;
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) group_id!: string | null;
  @ApiProperty({ type: 'integer', description: 'Open dead letters when it was given.' }) open!: number;
  @ApiProperty({ description: 'Records, seconds or a share from 0 to 1, when it was given.' }) value!: number;
  @ApiProperty({ description: 'What `value` exceeded.' }) limit!: number;
  @ApiProperty({ type: 'integer', description: 'How often it was given since it began.' }) repeat!: number;
  @ApiProperty({ ...INSTANT, description: 'When it was first given since it began.' }) began_at!: string;
  @ApiProperty({ ...INSTANT, description: 'When it was last given.' }) alerted_at!: string;
  @ApiProperty({ ...INSTANT, nullable: true }) ended_at!: string | null;
}

export class Alerts {
  @ApiProperty({ type: [AlertView], description: `Firing first, then the newest; at most ${AT_MOST}.` })
  items!: readonly AlertView[];
}

@Controller('api/v1/alerts')
@ApiTags('alerts')
@UseInterceptors(DatabaseProblems)
export class AlertsController {
  constructor(private readonly storage: MonitorStorage) {}

  /** What alerts now, and what did. */
  @Get()
  @Header('Cache-Control', REVALIDATED)
  @ApiOkResponse({ type: Alerts })
  async list(): Promise<Alerts> {
    const kept = await listAlerts(this.storage.query, AT_MOST);
    return { items: kept.map(alertView) };
  }
}

function alertView({ key, firing, facts, repeat, began_at, alerted_at, ended_at }: KeptAlert): AlertView {
  const known = facts ?? {
    kind: 'threshold' as const,
    severity: 'warning' as const,
    message: `${key} held too many open dead letters`,
    dlq_topic: key,
    group_id: null,
    open: 0,
    value: 0,
    limit: 0,
  };
  return {
    key,
    status: firing ? 'firing' : 'resolved',
    ...known,
    repeat,
    began_at: began_at.toISOString(),
    alerted_at: alerted_at.toISOString(),
    ended_at: firing ? null : (ended_at?.toISOString() ?? null),
  };
}
