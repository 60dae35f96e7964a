import { ApiProperty } from '@nestjs/swagger';
import type { Flow, OpenSummary } from '#dead-letters';
import { choiceKind, Field } from '#http';

const COUNT = { type: 'integer' } as const;
const INSTANT = { type: String, format: 'date-time' } as const;

/** How long is looked back, and in which steps, in seconds. */
export const SPANS = { hour: [3_600, 60], day: [86_400, 900], week: [604_800, 7_200] } as const;
export type Span = keyof typeof SPANS;

export class OverviewQuery {
  @Field(choiceKind(['hour', 'day', 'week']), { optional: true, default: 'day', description: 'What `flow` covers.' })
  span?: Span;
}

class FlowView {
  @ApiProperty({ ...INSTANT, description: 'Where the step begins.' }) at!: string;
  @ApiProperty({ ...COUNT, description: 'Dead letters that came.' }) received!: number;
  @ApiProperty({ ...COUNT, description: 'Dead letters that were closed.' }) closed!: number;
}

/** How things are. */
export class OverviewView {
  @ApiProperty(COUNT) open!: number;
  @ApiProperty({ ...COUNT, description: 'Groups with open dead letters.' }) open_groups!: number;
  @ApiProperty({ ...INSTANT, nullable: true, description: 'When the oldest that is open came.' })
  oldest_received_at!: string | null;
  @ApiProperty({ ...COUNT, description: 'Of a step, in seconds.' }) step_seconds!: number;
  @ApiProperty({ type: [FlowView], description: 'Oldest first.' }) flow!: readonly FlowView[];
  @ApiProperty({ description: 'Whether this monitor can ask a recorder.' }) recorder!: boolean;
}

export function overviewView(
  { open, open_groups, oldest_received_at }: OpenSummary,
  flow: readonly Flow[],
  step_seconds: number,
  recorder: boolean,
): OverviewView {
  return {
    open,
    open_groups,
    oldest_received_at: oldest_received_at && oldest_received_at.toISOString(),
    step_seconds,
    flow: flow.map(({ at, received, closed }) => ({ at: at.toISOString(), received, closed })),
    recorder,
  };
}
