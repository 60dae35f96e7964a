import { Controller, Get, Header, Param, Query, UseInterceptors } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { findEvent, listEvents, openEvents, readConversation, readSession, sessionOf, traceOf } from '#event-log';
import { numberPosition, pageOf, Problem, REVALIDATED } from '#http';
import { WorkerPersonalData } from '#jobs';
import { DatabaseProblems } from '#worker';
import { RecorderStorage } from '../recorder-storage';
import { EventPath, EventsQuery, filterOf, SessionPath, TracePath } from './event-requests';
import { EventsPage, eventView, WholeEventView, wholeEventView } from './event-views';
import { SessionView, sessionView } from './session-views';
import { TraceView, traceView } from './trace-views';

/** Of a trace and of a session: the first so many are shown. */
const MAX_EVENTS = 1_000;

/** The event log for people and scripts; secrets in texts are redacted. */
@Controller('api/v1')
@ApiTags('events')
@UseInterceptors(DatabaseProblems)
export class EventsController {
  constructor(
    private readonly storage: RecorderStorage,
    private readonly personal: WorkerPersonalData,
  ) {}

  /** Newest first. */
  @Get('events')
  @Header('Cache-Control', REVALIDATED)
  @ApiOkResponse({ type: EventsPage })
  async list(@Query() query: EventsQuery): Promise<EventsPage> {
    const { filters, after: before, rows, toPage } = pageOf(query, numberPosition);
    const events = await listEvents(this.storage.query, { ...filterOf(filters), before }, rows);
    return toPage(await openEvents(this.personal, events), ({ position }) => position, eventView);
  }

  /** One event, with its payload. */
  @Get('events/:event_id')
  @Header('Cache-Control', REVALIDATED)
  @ApiOkResponse({ type: WholeEventView })
  async one(@Param() { event_id }: EventPath): Promise<WholeEventView> {
    const event = await findEvent(this.storage.query, event_id);
    if (event === undefined) throw new Problem(404, 'event_not_found', `There is no event ${event_id}.`);
    const [opened = event] = await openEvents(this.personal, [event]);
    return wholeEventView(opened);
  }

  /** What one correlation id did: a tree of causes, with the time that each hop took. */
  @Get('traces/:correlation_id')
  @Header('Cache-Control', REVALIDATED)
  @ApiOkResponse({ type: TraceView })
  async trace(@Param() { correlation_id: correlationId }: TracePath): Promise<TraceView> {
    const { events, complete } = await readConversation(this.storage.query, { correlationId }, MAX_EVENTS);
    const trace = traceOf(await openEvents(this.personal, events));
    if (trace === null) throw new Problem(404, 'trace_not_found', 'There is no event with this correlation id.');
    return traceView(correlationId, trace, complete);
  }

  /** What happened in a session: its events and those of its correlation ids. */
  @Get('sessions/:id')
  @Header('Cache-Control', REVALIDATED)
  @ApiOkResponse({ type: SessionView })
  async session(@Param() { id }: SessionPath): Promise<SessionView> {
    const { events, complete } = await readSession(this.storage.query, id, MAX_EVENTS);
    const report = sessionOf(await openEvents(this.personal, events));
    if (report === null) throw new Problem(404, 'session_not_found', 'There is no event of this session.');
    return sessionView(id, report, complete);
  }
}
