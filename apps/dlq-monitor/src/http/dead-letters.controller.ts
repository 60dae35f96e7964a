import { Body, Controller, Get, Header, HttpCode, Param, Post, Query, UseInterceptors } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { CurrentActor, pageOf, Problem, RequestId, Roles, type Actor } from '#http';
import { findDeadLetter, listDeadLetters, openCounts } from '#dead-letters';
import type { Verb } from '../dead-letters/decision-audit';
import { Decisions } from '../decisions';
import { MonitorStorage } from '../monitor-storage';
import { DatabaseProblems } from './database-problems';
import { BulkDecisionBody, choiceOf, DeadLetterPath, DeadLettersQuery, DecisionBody } from './dead-letter-requests';
import {
  countView,
  DeadLettersPage,
  DeadLetterView,
  DecidedOneView,
  DecidedView,
  OpenCounts,
  recordView,
} from './dead-letter-views';

/** May be kept by the client that asked, who compares the ETag before showing it again. */
const REVALIDATED = 'private, no-cache';

/** Dead letters for people and scripts; payload bytes are never shown, secrets in texts are redacted. */
@Controller('api/v1/dead-letters')
@ApiTags('dead letters')
@UseInterceptors(DatabaseProblems)
export class DeadLettersController {
  constructor(
    private readonly storage: MonitorStorage,
    private readonly decisions: Decisions,
  ) {}

  /** Newest first. */
  @Get()
  @Header('Cache-Control', REVALIDATED)
  @ApiOkResponse({ type: DeadLettersPage })
  async list(@Query() query: DeadLettersQuery): Promise<DeadLettersPage> {
    const { filters, after: before, rows: limit, toPage } = pageOf(query);
    const rows = await listDeadLetters(this.storage.query, { ...filters, before, limit });
    return toPage(rows, ({ id }) => id, recordView);
  }

  /** Open dead letters of each topic. */
  @Get('counts')
  @Header('Cache-Control', REVALIDATED)
  @ApiOkResponse({ type: OpenCounts })
  async counts(): Promise<OpenCounts> {
    const counts = await openCounts(this.storage.query);
    return { items: counts.map(countView) };
  }

  @Get(':id')
  @Header('Cache-Control', REVALIDATED)
  @ApiOkResponse({ type: DeadLetterView })
  one(@Param() { id }: DeadLetterPath): Promise<DeadLetterView> {
    return this.#record(id);
  }

  @Post('resolve')
  @Roles('operator')
  @HttpCode(200)
  @ApiOkResponse({ type: DecidedView })
  resolveMany(@Body() body: BulkDecisionBody, @CurrentActor() actor: Actor, @RequestId() requestId: string) {
    return this.#decideMany('resolve', body, actor, requestId);
  }

  @Post('reopen')
  @Roles('operator')
  @HttpCode(200)
  @ApiOkResponse({ type: DecidedView })
  reopenMany(@Body() body: BulkDecisionBody, @CurrentActor() actor: Actor, @RequestId() requestId: string) {
    return this.#decideMany('reopen', body, actor, requestId);
  }

  @Post(':id/resolve')
  @Roles('operator')
  @HttpCode(200)
  @ApiOkResponse({ type: DecidedOneView })
  resolve(
    @Param() { id }: DeadLetterPath,
    @Body() body: DecisionBody,
    @CurrentActor() actor: Actor,
    @RequestId() requestId: string,
  ) {
    return this.#decideOne('resolve', id, body, actor, requestId);
  }

  @Post(':id/reopen')
  @Roles('operator')
  @HttpCode(200)
  @ApiOkResponse({ type: DecidedOneView })
  reopen(
    @Param() { id }: DeadLetterPath,
    @Body() body: DecisionBody,
    @CurrentActor() actor: Actor,
    @RequestId() requestId: string,
  ) {
    return this.#decideOne('reopen', id, body, actor, requestId);
  }

  #decideMany(verb: Verb, body: BulkDecisionBody, actor: Actor, request_id: string): Promise<DecidedView> {
    const by = { actor: actor.name, reason: body.reason };
    return this.decisions.decide(verb, choiceOf(body), by, { via: actor.via, request_id });
  }

  async #decideOne(
    verb: Verb,
    id: string,
    { reason }: DecisionBody,
    { name, via }: Actor,
    request_id: string,
  ): Promise<DecidedOneView> {
    const by = { actor: name, reason };
    const { changed, unchanged } = await this.decisions.decide(verb, { ids: [id] }, by, { via, request_id });
    return { changed, unchanged, record: await this.#record(id) };
  }

  async #record(id: string): Promise<DeadLetterView> {
    const row = await findDeadLetter(this.storage.query, id);
    if (row === undefined) throw new Problem(404, 'dead_letter_not_found', `There is no dead letter ${id}.`);
    return recordView(row);
  }
}
