import { Controller, Get, Header, Query, UseInterceptors } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { flowOf, summariseOpen } from '#dead-letters';
import { REVALIDATED } from '#http';
import { DatabaseProblems } from '#worker';
import { MonitorStorage } from '../monitor-storage';
import { Recorder } from '../recorder';
import { OverviewQuery, OverviewView, overviewView, SPANS } from './overview-views';

/** What somebody who comes new to an incident wants to know first. */
@Controller('api/v1/overview')
@ApiTags('overview')
@UseInterceptors(DatabaseProblems)
export class OverviewController {
  constructor(
    private readonly storage: MonitorStorage,
    private readonly recorder: Recorder,
  ) {}

  /** What fails where, since when, and who has to act. */
  @Get()
  @Header('Cache-Control', REVALIDATED)
  @ApiOkResponse({ type: OverviewView })
  async overview(@Query() { span = 'day' }: OverviewQuery): Promise<OverviewView> {
    const { query } = this.storage;
    const [seconds, step] = SPANS[span];
    const [summary, flow] = await Promise.all([summariseOpen(query), flowOf(query, seconds, step)]);
    return overviewView(summary, flow, step, this.recorder.isConfigured);
  }
}
