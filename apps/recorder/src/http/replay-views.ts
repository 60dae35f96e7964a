import { ApiProperty } from '@nestjs/swagger';
import { refuseReplay, type ReplayPreview } from '#event-log';

const nullable = true;
const INSTANT = { type: String, format: 'date-time', nullable } as const;

export class ReplayTopicView {
  @ApiProperty() topic!: string;
  @ApiProperty({ type: 'integer' }) events!: number;
  @ApiProperty({ type: 'integer', description: 'Of keys, values and headers.' }) bytes!: number;
  @ApiProperty({ description: 'Where they go.' }) target!: string;
  @ApiProperty({ type: String, nullable, description: 'Why they are not sent; `null`: they are.' })
  refused!: string | null;
}

/** What a replay would send. */
export class ReplayPreviewView {
  @ApiProperty({ type: 'integer' }) events!: number;
  @ApiProperty({ type: 'integer' }) bytes!: number;
  @ApiProperty({ ...INSTANT, description: "By the records' time." }) first_time!: string | null;
  @ApiProperty(INSTANT) last_time!: string | null;
  @ApiProperty({ type: [ReplayTopicView] }) topics!: readonly ReplayTopicView[];
  @ApiProperty({ type: String, nullable, description: 'Why it would not begin; `null`: it would.' })
  refused!: string | null;
}

export function replayPreviewView(preview: ReplayPreview): ReplayPreviewView {
  const { events, bytes, firstTime, lastTime, topics } = preview;
  return {
    events,
    bytes,
    first_time: firstTime && firstTime.toISOString(),
    last_time: lastTime && lastTime.toISOString(),
    topics,
    refused: refuseReplay(preview)?.message ?? null,
  };
}
