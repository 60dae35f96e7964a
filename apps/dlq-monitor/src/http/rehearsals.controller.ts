import { Body, Controller, HttpCode, Param, Post, Req, UseInterceptors } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { findGroup, newestOpenOf } from '#dead-letters';
import { Problem, RECORD_BODY, Roles, TakesBody } from '#http';
import { DatabaseProblems } from '#worker';
import { MonitorStorage } from '../monitor-storage';
import { Rehearsals } from '../rehearsals/rehearsals';
import { tallied, type Rehearsed } from '../rehearsals/rehearsed';
import { DeadLetterPath } from './dead-letter-requests';
import { GroupPath } from './group-requests';
import { editOf, RehearseBody, RehearsedGroupView, RehearsedView, RehearseGroupBody } from './rehearsal-bodies';

const SAMPLE = 20;

/** Before anything is sent again: would it succeed now, and if not, why? */
@Controller('api/v1')
@ApiTags('dead letters')
@UseInterceptors(DatabaseProblems)
export class RehearsalsController {
  constructor(
    private readonly storage: MonitorStorage,
    private readonly rehearsals: Rehearsals,
  ) {}

  /** What its worker would make of it now; nothing is sent. */
  @Post('dead-letters/:id/rehearse')
  @Roles('operator')
  @TakesBody(RECORD_BODY)
  @HttpCode(200)
  @ApiOkResponse({ type: RehearsedView })
  one(@Param() { id }: DeadLetterPath, @Body() body: RehearseBody, @Req() request: Request): Promise<RehearsedView> {
    return this.rehearsals.one(id, editOf(body), request.headers.authorization);
  }

  /** The same for the newest open ones of a group, counted by outcome. */
  @Post('dead-letter-groups/:id/rehearse')
  @Roles('operator')
  @HttpCode(200)
  @ApiOkResponse({ type: RehearsedGroupView })
  async group(
    @Param() { id }: GroupPath,
    @Body() { max = SAMPLE }: RehearseGroupBody,
    @Req() request: Request,
  ): Promise<RehearsedGroupView> {
    const group = await findGroup(this.storage.query, id);
    if (group === undefined) throw new Problem(404, 'group_not_found', `There is no group ${id} of dead letters.`);
    const ids = await newestOpenOf(this.storage.query, id, max);
    const rehearsed = await this.rehearsals.all(ids, request.headers.authorization);
    const count = (wanted: Rehearsed['outcome']) => rehearsed.filter(({ outcome }) => outcome === wanted).length;
    return {
      group: id,
      open: group.open,
      rehearsed: rehearsed.length,
      would_succeed: count('would_succeed'),
      would_fail: count('would_fail'),
      not_possible: count('not_possible'),
      counts: tallied(rehearsed),
    };
  }
}
