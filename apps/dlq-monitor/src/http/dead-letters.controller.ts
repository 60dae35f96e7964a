import { Body, Controller, Get, Header, HttpCode, Param, Post, Query, UseInterceptors } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { hasRole, type Actor } from '#access';
import { CurrentActor, numberPosition, pageOf, Problem, RequestId, REVALIDATED, Roles } from '#http';
import {
  editsOf,
  findDeadLetter,
  historyOf,
  listDeadLetters,
  openCounts,
  openDeadLetters,
  readOriginals,
} from '#dead-letters';
import { jobView, WorkerPersonalData } from '#jobs';
import { DatabaseProblems } from '#worker';
import { Decisions } from '../decisions';
import { Edits } from '../edits';
import { MonitorStorage } from '../monitor-storage';
import { contentView, ContentView } from './content-view';
import { EditBody, EditedView, editOf } from './edit-bodies';
import { SentEditsView, sentEditView } from './edit-views';
import {
  BulkDecisionBody,
  choiceOf,
  DeadLetterPath,
  DeadLettersQuery,
  DecisionBody,
  DecisionPath,
  VerbPath,
} from './dead-letter-requests';
import {
  countView,
  DeadLettersPage,
  DeadLetterView,
  DecidedOneView,
  DecidedView,
  historyView,
  HistoryView,
  OpenCounts,
  recordView,
} from './dead-letter-views';

const HISTORY_LIMIT = 1_000;
const EDITS_LIMIT = 20;

/** Dead letters for people and scripts; secrets in texts are redacted, bytes are for who may send them again. */
@Controller('api/v1/dead-letters')
@ApiTags('dead letters')
@UseInterceptors(DatabaseProblems)
export class DeadLettersController {
  constructor(
    private readonly storage: MonitorStorage,
    private readonly personal: WorkerPersonalData,
    private readonly decisions: Decisions,
    private readonly edits: Edits,
  ) {}

  /** Newest first. */
  @Get()
  @Header('Cache-Control', REVALIDATED)
  @ApiOkResponse({ type: DeadLettersPage })
  async list(@Query() query: DeadLettersQuery): Promise<DeadLettersPage> {
    const { filters, after: before, rows: limit, toPage } = pageOf(query, numberPosition);
    const rows = await listDeadLetters(this.storage.query, { ...filters, before, limit });
    return toPage(await openDeadLetters(this.personal, rows), ({ id }) => id, recordView);
  }

  /** Open dead letters of each topic. */
  @Get('counts')
  @Header('Cache-Control', REVALIDATED)
  @ApiOkResponse({ type: OpenCounts })
  async counts(): Promise<OpenCounts> {
    const counts = await openCounts(this.storage.query);
    return { items: counts.map(countView) };
  }

  /** One dead letter, without the record that it holds. */
  @Get(':id')
  @Header('Cache-Control', REVALIDATED)
  @ApiOkResponse({ type: DeadLetterView })
  one(@Param() { id }: DeadLetterPath): Promise<DeadLetterView> {
    return this.#record(id);
  }

  /** Who decided what about it, when and why, oldest first. */
  @Get(':id/history')
  @Header('Cache-Control', REVALIDATED)
  @ApiOkResponse({ type: HistoryView })
  async history(@Param() { id }: DeadLetterPath): Promise<HistoryView> {
    const entries = await historyOf(this.storage.query, id, HISTORY_LIMIT);
    if (entries.length === 0) await this.#record(id);
    return historyView(entries);
  }

  /** Exact bytes only for who may send them again. */
  @Get(':id/content')
  @Header('Cache-Control', REVALIDATED)
  @ApiOkResponse({ type: ContentView })
  async content(@Param() { id }: DeadLetterPath, @CurrentActor() actor: Actor): Promise<ContentView> {
    const row = await this.#opened(id);
    const original = (await readOriginals(this.personal, this.storage.query, [id])).get(id);
    if (original === undefined) throw notFound(id);
    return contentView(original, row, hasRole(actor, 'operator'));
  }

  /** What was sent in its place, each time. Exact bytes only for who may send them again. */
  @Get(':id/edits')
  @Header('Cache-Control', REVALIDATED)
  @ApiOkResponse({ type: SentEditsView })
  async sentEdits(@Param() { id }: DeadLetterPath, @CurrentActor() actor: Actor): Promise<SentEditsView> {
    const edits = await editsOf(this.personal, this.storage.query, id, EDITS_LIMIT);
    if (edits.length === 0) await this.#record(id);
    return { items: edits.map((edit) => sentEditView(edit, hasRole(actor, 'operator'))) };
  }

  /** Sends another content in its place. */
  @Post(':id/edit')
  @Roles('operator')
  @HttpCode(202)
  @ApiAcceptedResponse({ type: EditedView })
  async edit(
    @Param() { id }: DeadLetterPath,
    @Body() body: EditBody,
    @CurrentActor() { name: actor, via }: Actor,
    @RequestId() request_id: string,
  ): Promise<EditedView> {
    const by = { actor, reason: body.reason };
    const { event_id, job } = await this.edits.edit(id, editOf(body), by, { via, request_id });
    return { event_id, job: jobView(job), record: await this.#record(id) };
  }

  /** Decides about all that a filter matches, or about those with these ids. */
  @Post(':verb')
  @Roles('operator')
  @HttpCode(200)
  @ApiOkResponse({ type: DecidedView })
  decideMany(
    @Param() { verb }: VerbPath,
    @Body() body: BulkDecisionBody,
    @CurrentActor() actor: Actor,
    @RequestId() request_id: string,
  ): Promise<DecidedView> {
    const by = { actor: actor.name, reason: body.reason };
    return this.decisions.decide(verb, choiceOf(body), by, { via: actor.via, request_id });
  }

  /** Decides about one. */
  @Post(':id/:verb')
  @Roles('operator')
  @HttpCode(200)
  @ApiOkResponse({ type: DecidedOneView })
  async decideOne(
    @Param() { id, verb }: DecisionPath,
    @Body() { reason }: DecisionBody,
    @CurrentActor() { name: actor, via }: Actor,
    @RequestId() request_id: string,
  ): Promise<DecidedOneView> {
    const by = { actor, reason };
    const { changed, unchanged } = await this.decisions.decide(verb, { ids: [id] }, by, { via, request_id });
    return { changed, unchanged, record: await this.#record(id) };
  }

  async #record(id: string): Promise<DeadLetterView> {
    return recordView(await this.#opened(id));
  }

  async #opened(id: string) {
    const row = await findDeadLetter(this.storage.query, id);
    if (row === undefined) throw notFound(id);
    const [opened] = await openDeadLetters(this.personal, [row]);
    return opened!;
  }
}

function notFound(id: string): Problem {
  return new Problem(404, 'dead_letter_not_found', `There is no dead letter ${id}.`);
}
