import { Body, Controller, HttpCode, Post, Res, UseInterceptors } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import type { Actor } from '#access';
import { CurrentActor, missingField, RequestId, Roles } from '#http';
import { JobRequests, jobView, JobView } from '#jobs';
import { DatabaseProblems } from '#worker';
import { freezeReplay, Replays } from '../replays';
import { CreateReplayBody } from './replay-requests';
import { ReplayPreviewView, replayPreviewView } from './replay-views';

/** Events of the log, sent again. */
@Controller('api/v1/replays')
@ApiTags('replays')
@UseInterceptors(DatabaseProblems)
export class ReplaysController {
  constructor(
    private readonly replays: Replays,
    private readonly requests: JobRequests,
  ) {}

  /** A job; or, as a dry run, what it would send. */
  @Post()
  @Roles('operator')
  @HttpCode(202)
  @ApiAcceptedResponse({ type: JobView })
  @ApiOkResponse({ type: ReplayPreviewView, description: 'Of a dry run.' })
  async create(
    @Body() body: CreateReplayBody,
    @CurrentActor() { name: actor, via }: Actor,
    @RequestId() request_id: string,
    @Res({ passthrough: true }) response: Response,
  ): Promise<JobView | ReplayPreviewView> {
    const { reason, dry_run = false } = body;
    if (reason === undefined && !dry_run) throw missingField('reason');
    const preview = await this.replays.preview(body);
    if (reason === undefined || dry_run) {
      response.status(200);
      return replayPreviewView(preview);
    }
    const draft = freezeReplay(body, preview);
    const job = await this.requests.create({ actor, reason }, { via, request_id }, () => Promise.resolve(draft));
    response.location(`/api/v1/jobs/${job.id}`);
    return jobView(job);
  }
}
