import { Body, Controller, HttpCode, Post, UseInterceptors } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { Actor } from '#access';
import { messageOf } from '#contracts';
import { sealDeadLetters, storeDeadLetters } from '#dead-letters';
import { CurrentActor, RequestId, Roles } from '#http';
import { WorkerOutbox, WorkerPersonalData } from '#jobs';
import { auditRecord, DatabaseProblems, WorkerRuntime } from '#worker';
import { readDeadLetter } from '../dead-letters/unstorable';
import { ImportBody, ImportedView } from './import-bodies';

/** Dead letters that were collected elsewhere. */
@Controller('api/v1/dead-letters')
@ApiTags('dead letters')
@UseInterceptors(DatabaseProblems)
export class ImportController {
  constructor(
    private readonly personal: WorkerPersonalData,
    private readonly outbox: WorkerOutbox,
    private readonly runtime: WorkerRuntime,
  ) {}

  /** Takes in up to 100 dead letters that were collected elsewhere; a place is kept once. */
  @Post('import')
  @Roles('operator')
  @HttpCode(200)
  @ApiOkResponse({ type: ImportedView })
  async import(
    @Body() { reason, items }: ImportBody,
    @CurrentActor() { name: actor, via }: Actor,
    @RequestId() request_id: string,
  ): Promise<ImportedView> {
    const letters = items.map((record) => readDeadLetter(messageOf(record)));
    const rows = await sealDeadLetters(this.personal, letters);
    const added = await this.outbox.publishing<number>(async (query) => {
      const stored = await storeDeadLetters(query, rows);
      const audit = {
        agent_name: actor,
        task: { kind: 'import_dead_letters', reason },
        result: { asked: items.length, added: stored },
      };
      const place = { correlationId: request_id, requestId: request_id };
      return [stored, [auditRecord(audit, place, this.runtime.origin)]];
    });
    this.runtime.logger.info({ actor, via, request_id, reason, asked: items.length, added }, 'dead letters imported');
    return { added, known: items.length - added };
  }
}
