import { ConfigurableModuleBuilder, Module, type DynamicModule, type Type } from '@nestjs/common';
import { Storage } from '#storage';
import { JobHandlers } from './job-handlers';
import { JobRequests } from './job-requests';
import { JobsController } from './jobs.controller';
import { WorkerJobs } from './worker-jobs';
import { WorkerOutbox } from './worker-outbox';

export interface JobsModuleOptions {
  /** A provider of a global module, whose modules have `JOBS` and `OUTBOX`. */
  readonly storage: Type<Storage>;
  /** A provider of a global module. */
  readonly handlers: Type<JobHandlers>;
}

const { ConfigurableModuleClass: JobsModuleClass } = new ConfigurableModuleBuilder<JobsModuleOptions>()
  .setClassMethodName('forRoot')
  .build();

/**
 * Jobs as a worker does and shows them: the runner, what people want of jobs, their pages, and the outbox that tells the
 * audit trail. Runner and outbox are started by the worker when its database is ready.
 */
@Module({
  controllers: [JobsController],
  providers: [JobRequests, WorkerJobs, WorkerOutbox],
  exports: [JobRequests, WorkerJobs, WorkerOutbox],
})
export class JobsModule extends JobsModuleClass {
  static override forRoot(options: JobsModuleOptions): DynamicModule {
    const { providers = [], ...definition } = super.forRoot(options);
    return {
      ...definition,
      providers: [
        ...providers,
        { provide: Storage, useExisting: options.storage },
        { provide: JobHandlers, useExisting: options.handlers },
      ],
    };
  }
}
