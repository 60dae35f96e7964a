import { Body, Controller, HttpCode, Post, Res, UseInterceptors } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import type { Actor } from '#access';
import { busy, CurrentActor, RequestId, Roles } from '#http';
import { JobRequests, jobView, JobView } from '#jobs';
import { countPurgeable, firstPlanned, planRedrive } from '#dead-letters';
import { Bus } from '#event-bus';
import { DatabaseProblems, WorkerRuntime } from '#worker';
import { freeze } from '../jobs/job-orders';
import { receivers } from '../jobs/redrive';
import { MonitorStorage } from '../monitor-storage';
import { CreateJobBody, orderOf, PreviewJobBody } from './job-bodies';
import { JobPreview, purgePreview, redrivePreview } from './job-preview';

const RETRY_AFTER_SECONDS = 5;
/** Records that a preview shows. */
const FIRST = 10;

/** Long work about dead letters. */
@Controller('api/v1/jobs')
@ApiTags('jobs')
@UseInterceptors(DatabaseProblems)
export class CreateJobController {
  constructor(
    private readonly requests: JobRequests,
    private readonly storage: MonitorStorage,
    private readonly bus: Bus,
    private readonly runtime: WorkerRuntime,
  ) {}

  /** What such a job would do; changes nothing. */
  @Post('preview')
  @Roles('operator')
  @HttpCode(200)
  @ApiOkResponse({ type: JobPreview })
  async preview(@Body() body: PreviewJobBody): Promise<JobPreview> {
    const order = orderOf(body);
    const { query } = this.storage;
    if (order.kind === 'purge_dead_letters') {
      const resolved_before = order.input.resolved_before ?? this.runtime.origin.now().toISOString();
      return purgePreview(await countPurgeable(query, { ...order.input, resolved_before }));
    }
    const topics = await receivers(this.bus.connection).catch((error: unknown) => {
      throw busy('broker_unavailable', 'The broker cannot be asked for its topics.', RETRY_AFTER_SECONDS, error);
    });
    const to = { topics, target: order.input.target };
    const counts = await planRedrive(query, order.input, to);
    return redrivePreview(counts, await firstPlanned(query, order.input, to, FIRST), body.rate);
  }

  /** Begins long work about dead letters: sends them again, or removes closed ones. */
  @Post()
  @Roles('operator')
  @HttpCode(202)
  @ApiAcceptedResponse({ type: JobView })
  async create(
    @Body() body: CreateJobBody,
    @CurrentActor() { name: actor, via }: Actor,
    @RequestId() request_id: string,
    @Res({ passthrough: true }) response: Response,
  ): Promise<JobView> {
    const { reason, rate = null } = body;
    const order = orderOf(body);
    const job = await this.requests.create({ actor, reason }, { via, request_id }, async (query) => ({
      ...(await freeze(query, order)),
      rate,
    }));
    response.location(`/api/v1/jobs/${job.id}`);
    return jobView(job);
  }
}
