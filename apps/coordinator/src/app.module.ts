import { Global, Module } from '@nestjs/common';
import { DatabasePolicy, ErasedSubjectsController, WorkerOutbox, WorkerPersonalData } from '#jobs';
import { Storage } from '#storage';
import { WorkerModule } from '#worker';
import { coordinatorConfig } from './config';
import { Coordinator } from './coordinator';
import { CoordinatorStorage } from './coordinator-storage';
import { Deadlines } from './deadlines';
import { WorkflowsController } from './http/workflows.controller';
import { OnexController } from './onex.controller';

@Global()
@Module({
  imports: [WorkerModule.forRoot({ name: 'coordinator', config: coordinatorConfig, policy: DatabasePolicy })],
  controllers: [ErasedSubjectsController, OnexController, WorkflowsController],
  providers: [
    Coordinator,
    DatabasePolicy,
    CoordinatorStorage,
    Deadlines,
    WorkerOutbox,
    WorkerPersonalData,
    { provide: Storage, useExisting: CoordinatorStorage },
  ],
  exports: [DatabasePolicy, CoordinatorStorage],
})
export class AppModule {}
