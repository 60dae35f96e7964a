import { Body, Controller, Get, Header, HttpCode, Param, Post, Res, UseInterceptors } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import type { Actor } from '#access';
import { readState, REBUILD_JOB, type RebuildInput } from '#event-log';
import { CurrentActor, Page, Problem, RequestId, REVALIDATED, Roles } from '#http';
import { JobReason, JobRequests, jobView, JobView } from '#jobs';
import { DatabaseProblems } from '#worker';
import { FOLLOWED } from '../log-follower';
import { RecorderStorage } from '../recorder-storage';
import { ProjectionPath } from './quality-requests';
import { ProjectionsPage, projectionView } from './projection-views';

/** What is made of the event log, and how to make it anew. */
@Controller('api/v1/projections')
@ApiTags('projections')
@UseInterceptors(DatabaseProblems)
export class ProjectionsController {
  constructor(
    private readonly storage: RecorderStorage,
    private readonly requests: JobRequests,
  ) {}

  /** All of them; each is read whole for its hash. */
  @Get()
  @Header('Cache-Control', REVALIDATED)
  @ApiOkResponse({ type: ProjectionsPage })
  async list(): Promise<ProjectionsPage> {
    const states = await Promise.all(FOLLOWED.map((projection) => readState(this.storage, projection)));
    return new Page(states.filter((state) => state !== undefined).map(projectionView), null);
  }

  /** A job: makes it anew from the log, compares it with the one in use, and puts it in its place. */
  @Post(':name/rebuild')
  @Roles('operator')
  @HttpCode(202)
  @ApiAcceptedResponse({ type: JobView })
  async rebuild(
    @Param() { name }: ProjectionPath,
    @Body() { reason }: JobReason,
    @CurrentActor() { name: actor, via }: Actor,
    @RequestId() request_id: string,
    @Res({ passthrough: true }) response: Response,
  ): Promise<JobView> {
    if (!FOLLOWED.some((projection) => projection.name === name)) {
      throw new Problem(404, 'projection_not_found', `There is no projection ${name}.`);
    }
    const input: RebuildInput = { projection: name };
    const draft = { kind: REBUILD_JOB, input, rate: null };
    const job = await this.requests.create({ actor, reason }, { via, request_id }, () => Promise.resolve(draft));
    response.location(`/api/v1/jobs/${job.id}`);
    return jobView(job);
  }
}
