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
  Sse,
  UseGuards,
  UseInterceptors,
  type MessageEvent,
} from '@nestjs/common';
import { ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import { distinctUntilChanged, exhaustMap, map, takeWhile, timer, type Observable } from 'rxjs';
import type { Actor } from '#access';
import { CurrentActor, EventStreams, pageOf, RequestId, REVALIDATED, Roles, type HttpRequest } from '#http';
import { listJobs, Storage, type Job, type JobPlace } from '#storage';
import { DatabaseProblems } from '#worker';
import { JobPath, JobRate, JobReason, JobsQuery } from './job-bodies';
import { JobIsThere } from './job-is-there';
import { existing, JobRequests } from './job-requests';
import { JobsPage, jobView, JobView } from './job-views';

const LOOK_EVERY_MS = 500;

/** Long work of every kind, done by whichever worker holds its lease. Each kind is asked for on a page of its own worker. */
@Controller('api/v1/jobs')
@ApiTags('jobs')
@UseInterceptors(DatabaseProblems)
export class JobsController {
  constructor(
    private readonly storage: Storage,
    private readonly requests: JobRequests,
    private readonly streams: EventStreams,
  ) {}

  /** Newest first. */
  @Get()
  @Header('Cache-Control', REVALIDATED)
  @ApiOkResponse({ type: JobsPage })
  async list(@Query() query: JobsQuery): Promise<JobsPage> {
    const { after, rows, toPage } = pageOf(query, placeOf);
    const jobs = await listJobs(this.storage.query, rows, after);
    return toPage(jobs, ({ created_at, id }) => `${created_at.toISOString()} ${id}`, jobView);
  }

  /** One job: its state, how far it is, and its result. */
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

const PLACE = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z) ([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

function placeOf(text: string): JobPlace | undefined {
  const [, time = '', id = ''] = PLACE.exec(text) ?? [];
  const created_at = new Date(time);
  return Number.isNaN(created_at.getTime()) ? undefined : { created_at, id };
}
