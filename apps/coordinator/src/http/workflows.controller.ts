import { Controller, Get, Header, Param, UseInterceptors } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { MAX_ID_LENGTH } from '#contracts';
import { Field, Problem, REVALIDATED, textKind } from '#http';
import { WorkerPersonalData } from '#jobs';
import { DatabaseProblems } from '#worker';
import { CoordinatorStorage } from '../coordinator-storage';
import { fold } from '../saga/evolve';
import { readSaga } from '../saga/saga-tables';
import { sagaIdOf } from '../triggered';
import { isWorkflow, WorkflowView, workflowView } from './workflow-view';

class WorkflowPath {
  @Field(textKind(MAX_ID_LENGTH), { description: 'The id that the workflow was triggered with, or was given then.' })
  workflow_id!: string;
}

/** Workflows for people and scripts. */
@Controller('api/v1/workflows')
@ApiTags('workflows')
@UseInterceptors(DatabaseProblems)
export class WorkflowsController {
  constructor(
    private readonly storage: CoordinatorStorage,
    private readonly personal: WorkerPersonalData,
  ) {}

  /** A workflow: its state, its steps and what has happened; without its input and results. */
  @Get(':workflow_id')
  @Header('Cache-Control', REVALIDATED)
  @ApiOkResponse({ type: WorkflowView })
  async one(@Param() { workflow_id }: WorkflowPath): Promise<WorkflowView> {
    const events = (await readSaga(this.storage.query, sagaIdOf(workflow_id), this.personal)) ?? [];
    const saga = fold(events);
    if (saga === undefined || !isWorkflow(saga)) {
      throw new Problem(404, 'workflow_not_found', 'There is no workflow with this id.');
    }
    return workflowView(saga, events);
  }
}
