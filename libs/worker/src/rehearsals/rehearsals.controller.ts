import { Body, Controller, HttpCode, Post, UseInterceptors } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { routeOfRequest } from '#contracts';
import { rehearse } from '#event-bus';
import { invalidField, RECORD_BODY, Roles, TakesBody } from '#http';
import { DatabaseProblems } from '../database-problems';
import { WorkerRuntime } from '../worker-runtime';
import { recordOf, RehearsalBody, RehearsalView, rehearsalView } from './rehearsal-bodies';
import { Rehearsing } from './rehearsing';

/** What would become of a record if it came now. Nothing is published, nothing stays stored. */
@Controller('api/v1/rehearsals')
@ApiTags('rehearsals')
@UseInterceptors(DatabaseProblems)
export class RehearsalsController {
  constructor(
    private readonly rehearsing: Rehearsing,
    private readonly runtime: WorkerRuntime,
  ) {}

  /** What the worker would make of a record now. */
  @Post()
  @Roles('operator')
  @TakesBody(RECORD_BODY)
  @HttpCode(200)
  @ApiOkResponse({ type: RehearsalView })
  async create(@Body() body: RehearsalBody): Promise<RehearsalView> {
    const operation = this.#operationOf(body.topic);
    const record = recordOf(body);
    const rehearsal = await this.rehearsing.withoutEffects((handle) =>
      rehearse(record, { kind: 'request', name: operation, handle }, this.runtime.origin, {
        registered: this.runtime.registered,
      }),
    );
    return rehearsalView(operation, rehearsal);
  }

  #operationOf(topic: string): string {
    const operation = routeOfRequest(topic)?.operation;
    const { operations } = this.rehearsing;
    if (operation !== undefined && operations.some((name) => name === operation)) return operation;
    throw invalidField('topic', `a topic for requests of ${operations.join(', ')}`);
  }
}
