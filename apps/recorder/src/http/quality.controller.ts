import { Controller, Get, Header, Param, Query, UseInterceptors } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { findEntity, listEntities, listHistory, type QualityEntity } from '#event-log';
import { pageOf, Problem, REVALIDATED } from '#http';
import { DatabaseProblems } from '#worker';
import { RecorderStorage } from '../recorder-storage';
import {
  entityFilterOf,
  EntityPath,
  entityPlace,
  historyFilterOf,
  historyPlace,
  QualityHistoryQuery,
  QualityQuery,
  readEntityPlace,
  readHistoryPlace,
} from './quality-requests';
import { AssessmentsPage, assessmentView, QualityPage, QualityView, qualityView } from './quality-views';

/** How good entities are and were, as it was said on the bus. */
@Controller('api/v1/quality')
@ApiTags('quality')
@UseInterceptors(DatabaseProblems)
export class QualityController {
  constructor(private readonly storage: RecorderStorage) {}

  /** The entities that were assessed, with their scores. */
  @Get()
  @Header('Cache-Control', REVALIDATED)
  @ApiOkResponse({ type: QualityPage })
  async list(@Query() query: QualityQuery): Promise<QualityPage> {
    const { filters, after, rows, toPage } = pageOf(query, readEntityPlace);
    const entities = await listEntities(this.storage.query, entityFilterOf(filters, after), rows);
    return toPage(entities, entityPlace, qualityView);
  }

  /** How good one entity is and was, and its trend. */
  @Get(':entity_id')
  @Header('Cache-Control', REVALIDATED)
  @ApiOkResponse({ type: QualityView })
  async one(@Param() { entity_id }: EntityPath): Promise<QualityView> {
    return qualityView(await this.#existing(entity_id));
  }

  /** The newest first, by the time of the assessments. */
  @Get(':entity_id/history')
  @Header('Cache-Control', REVALIDATED)
  @ApiOkResponse({ type: AssessmentsPage })
  async history(@Param() { entity_id }: EntityPath, @Query() query: QualityHistoryQuery): Promise<AssessmentsPage> {
    const { filters, after, rows, toPage } = pageOf(query, readHistoryPlace);
    const filter = historyFilterOf(filters, after);
    await this.#existing(entity_id);
    return toPage(await listHistory(this.storage.query, entity_id, filter, rows), historyPlace, assessmentView);
  }

  async #existing(entityId: string): Promise<QualityEntity> {
    const entity = await findEntity(this.storage.query, entityId);
    if (entity === undefined) throw new Problem(404, 'entity_not_found', 'Nothing has assessed this entity.');
    return entity;
  }
}
