import {
  Body,
  Controller,
  Get,
  Header,
  HttpCode,
  Param,
  Post,
  Query,
  Req,
  Res,
  Sse,
  UseGuards,
  UseInterceptors,
  type MessageEvent,
} from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { distinctUntilChanged, exhaustMap, map, takeWhile, timer, type Observable } from 'rxjs';
import { CurrentActor, EventStreams, pageOf, RequestId, Roles, type Actor, type HttpRequest } from '#http';
import { listJobs, type Job, type JobPlace } from '#storage';
import { existing, JobRequests } from '../jobs/job-requests';
import { MonitorStorage } from '../monitor-storage';
import { DatabaseProblems } from './database-problems';
import { CreateJobBody, JobPath, JobRate, JobReason, JobsQuery, orderOf } from './job-bodies';
import { JobIsThere } from './job-is-there';
import { JobsPage, jobView, JobView } from './job-views';

const REVALIDATED = 'private, no-cache';
const LOOK_EVERY_MS = 500;

/** Long work, asked for here and done by whichever monitor holds its lease. */
@Controller('api/v1/jobs')
@ApiTags('jobs')
@UseInterceptors(DatabaseProblems)
export class JobsController {
  constructor(
    private readonly storage: MonitorStorage,
    private readonly requests: JobRequests,
    private readonly streams: EventStreams,
  ) {}

  /** Newest first. */
  @Get()
  @Header('Cache-Control', REVALIDATED)
  @ApiOkResponse({ type: JobsPage })
  async list(@Query() query: JobsQuery): Promise<JobsPage> {
    const { after, rows, toPage } = pageOf(query);
    const jobs = await listJobs(this.storage.query, rows, after === undefined ? null : placeOf(after));
    return toPage(jobs, ({ created_at, id }) => `${created_at.toISOString()} ${id}`, jobView);
  }

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
    const by = { actor, reason: body.reason };
    const job = await this.requests.create(orderOf(body), by, body.rate ?? null, { via, request_id });
    response.location(`/api/v1/jobs/${job.id}`);
    return jobView(job);
  }

  @Get(':id')
  @Header('Cache-Control', REVALIDATED)
  @ApiOkResponse({ type: JobView })
  async one(@Param() { id }: JobPath): Promise<JobView> {
    return jobView(await existing(this.storage.query, id));
  }

  /** The job each time it has changed, until it ends. */
  @Sse(':id/events')
  @UseGuards(JobIsThere)
  @ApiProduces('text/event-stream')
  @ApiOkResponse({ type: JobView })
  events(@Param() { id }: JobPath, @Req() request: HttpRequest): Observable<MessageEvent> {
    return this.streams.open(request, () => this.#changesOf(id));
  }

  /** At the end of the step that it is in. */
  @Post(':id/cancel')
  @Roles('operator')
  @HttpCode(200)
  @ApiOkResponse({ type: JobView })
  async cancel(
    @Param() { id }: JobPath,
    @Body() { reason }: JobReason,
    @CurrentActor() { name: actor, via }: Actor,
    @RequestId() request_id: string,
  ): Promise<JobView> {
    return jobView(await this.requests.cancel(id, { actor, reason }, { via, request_id }));
  }

  /** What failed or was cancelled goes on where it was. */
  @Post(':id/resume')
  @Roles('operator')
  @HttpCode(200)
  @ApiOkResponse({ type: JobView })
  async resume(
    @Param() { id }: JobPath,
    @Body() { reason }: JobReason,
    @CurrentActor() { name: actor, via }: Actor,
    @RequestId() request_id: string,
  ): Promise<JobView> {
    return jobView(await this.requests.resume(id, { actor, reason }, { via, request_id }));
  }

  /** Also of a job that runs. */
  @Post(':id/rate')
  @Roles('operator')
  @HttpCode(200)
  @ApiOkResponse({ type: JobView })
  async rate(
    @Param() { id }: JobPath,
    @Body() { rate }: JobRate,
    @CurrentActor() { name, via }: Actor,
    @RequestId() request_id: string,
  ): Promise<JobView> {
    return jobView(await this.requests.setRate(id, rate ?? null, name, { via, request_id }));
  }

  #changesOf(id: string): Observable<MessageEvent> {
    return timer(0, LOOK_EVERY_MS).pipe(
      exhaustMap(() => existing(this.storage.query, id)),
      takeWhile(({ ended_at }) => ended_at === null, true),
      map(eventOf),
      distinctUntilChanged((before, after) => JSON.stringify(before) === JSON.stringify(after)),
    );
  }
}

function eventOf(job: Job): MessageEvent {
  return { id: `${job.state}-${job.done}`, type: 'job', data: jobView(job) };
}

function placeOf(position: string): JobPlace {
  const [created_at = '', id = ''] = position.split(' ');
  return { created_at: new Date(created_at), id };
}
