import { Body, Controller, Get, HttpCode, Param, Post, Req, UseInterceptors } from '@nestjs/common';
import type { Request } from 'express';
import { findDeadLetter, listDeadLetters, openCounts } from '#dead-letters';
import { Problem } from '#operations';
import type { Verb } from '../dead-letters/decision-audit';
import { Decisions } from '../decisions';
import { MonitorStorage } from '../monitor-storage';
import { DatabaseProblems } from './database-problems';
import { FILTER, ID, STATUS, wholeNumber } from './dead-letter-values';
import { countView, recordView } from './dead-letter-views';
import { readBulkDecision, readDecision } from './decision-body';
import { invalidParameter, readQuery } from './read-query';

const LIST = { ...FILTER, status: STATUS, before: ID, limit: wholeNumber(1, 100) } as const;
const DEFAULT_LIMIT = 50;

/** Dead letters for people and scripts; payload bytes are never shown, secrets in texts are redacted. */
@Controller('dead-letters')
@UseInterceptors(DatabaseProblems)
export class DeadLettersController {
  constructor(
    private readonly storage: MonitorStorage,
    private readonly decisions: Decisions,
  ) {}

  /** Open records per topic, and a page of records, newest first; `next` is the `before` of the page after it. */
  @Get()
  async list(@Req() { originalUrl }: Request) {
    const { limit = DEFAULT_LIMIT, ...filter } = readQuery(originalUrl, LIST);
    const { query } = this.storage;
    const [counts, rows] = await Promise.all([openCounts(query), listDeadLetters(query, { ...filter, limit })]);
    const next = rows.length === limit ? (rows.at(-1)?.id ?? null) : null;
    return { counts: counts.map(countView), records: rows.map(recordView), next };
  }

  @Get(':id')
  one(@Param('id') id: string, @Req() { originalUrl }: Request) {
    readQuery(originalUrl, {});
    return this.#record(id);
  }

  @Post('resolve')
  @HttpCode(200)
  resolveMany(@Body() body: object, @Req() request: Request) {
    return this.#decideMany('resolve', body, request);
  }

  @Post('reopen')
  @HttpCode(200)
  reopenMany(@Body() body: object, @Req() request: Request) {
    return this.#decideMany('reopen', body, request);
  }

  @Post(':id/resolve')
  @HttpCode(200)
  resolve(@Param('id') id: string, @Body() body: object, @Req() request: Request) {
    return this.#decideOne('resolve', id, body, request);
  }

  @Post(':id/reopen')
  @HttpCode(200)
  reopen(@Param('id') id: string, @Body() body: object, @Req() request: Request) {
    return this.#decideOne('reopen', id, body, request);
  }

  #decideMany(verb: Verb, body: object, { originalUrl }: Request) {
    readQuery(originalUrl, {});
    const { by, choice } = readBulkDecision(body);
    return this.decisions.decide(verb, choice, by);
  }

  async #decideOne(verb: Verb, id: string, body: object, { originalUrl }: Request) {
    readQuery(originalUrl, {});
    const { changed, unchanged } = await this.decisions.decide(verb, { ids: [idOf(id)] }, readDecision(body));
    return { changed, unchanged, record: await this.#record(id) };
  }

  async #record(id: string) {
    const row = await findDeadLetter(this.storage.query, idOf(id));
    if (row === undefined) throw new Problem(404, 'dead_letter_not_found', `There is no dead letter ${id}.`);
    return recordView(row);
  }
}

function idOf(text: string): string {
  const id = ID.read(text);
  if (id === undefined) throw invalidParameter('id', ID.expected);
  return id;
}
