import { Controller, Get, Header, Inject } from '@nestjs/common';
import { ApiOkResponse, ApiProperty, ApiTags } from '@nestjs/swagger';
import { Bus, type GroupLag } from '#event-bus';
import { busy, REVALIDATED } from '#http';
import { matcherOf } from '#config';
import { dlqMonitorConfig, type DlqMonitorConfig } from '../config';

const COUNT = { type: 'integer' } as const;

class TopicLagView {
  @ApiProperty() topic!: string;
  @ApiProperty({ ...COUNT, description: 'Records.' }) lag!: number;
}

/** A consumer group of a worker. */
export class WorkerLagView {
  @ApiProperty({ description: 'The consumer group.' }) group!: string;
  @ApiProperty({ description: 'As the broker calls it: `Stable`, `Empty` …' }) state!: string;
  @ApiProperty({ ...COUNT, description: 'Instances that are there; 0: nobody reads.' }) members!: number;
  @ApiProperty({ ...COUNT, description: 'Records behind the ends of its partitions.' }) lag!: number;
  @ApiProperty({ type: [TopicLagView], description: 'The most first, five at most.' })
  topics!: readonly TopicLagView[];
}

export class WorkersView {
  @ApiProperty({ type: String, format: 'date-time' }) measured_at!: string;
  @ApiProperty({ type: [WorkerLagView] }) items!: readonly WorkerLagView[];
}

/** The broker is asked once for all who want to know. */
const FRESH_MS = 5_000;
const TOPICS_SHOWN = 5;
const RETRY_AFTER_SECONDS = 5;

/** Jobs have groups of their own that nobody reads with. */
const JOB_GROUP = /^omninode-job-/;

/** How far behind every worker is, as the broker has it: also one that is down. The first hundred groups by name. */
@Controller('api/v1/workers')
@ApiTags('overview')
export class WorkersController {
  #measured: Promise<WorkersView> | undefined;
  #until = 0;

  readonly #isShown: (group: string) => boolean;

  constructor(
    private readonly bus: Bus,
    @Inject(dlqMonitorConfig.KEY) { lagGroups }: DlqMonitorConfig,
  ) {
    const isWanted = matcherOf(lagGroups);
    this.#isShown = (group) => isWanted(group) && !JOB_GROUP.test(group);
  }

  /** The groups of workers with their members and how far they are behind. */
  @Get()
  @Header('Cache-Control', REVALIDATED)
  @ApiOkResponse({ type: WorkersView })
  async workers(): Promise<WorkersView> {
    if (this.#measured === undefined || performance.now() > this.#until) {
      this.#until = performance.now() + FRESH_MS;
      this.#measured = this.#measure();
    }
    try {
      return await this.#measured;
    } catch (error) {
      this.#measured = undefined;
      throw busy(
        'broker_unavailable',
        'The broker does not say how far behind the workers are.',
        RETRY_AFTER_SECONDS,
        error,
      );
    }
  }

  async #measure(): Promise<WorkersView> {
    const groups = await this.bus.connection.administration.groupLags(this.#isShown);
    return { measured_at: new Date().toISOString(), items: groups.map(workerView) };
  }
}

function workerView({ group, state, members, lag, topics }: GroupLag): WorkerLagView {
  return { group, state, members, lag, topics: topics.slice(0, TOPICS_SHOWN) };
}
