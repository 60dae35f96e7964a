import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { PERSONAL_DATA } from '#personal-data';
import { OUTBOX, Storage } from '#storage';
import { WorkerRuntime } from '#worker';
import { coordinatorConfig, type CoordinatorConfig } from './config';
import { SAGAS } from './saga/saga-tables';

/** What the coordinator keeps in PostgreSQL. */
export const COORDINATOR_MODULES = [SAGAS, OUTBOX, PERSONAL_DATA];

@Injectable()
export class CoordinatorStorage extends Storage implements OnApplicationShutdown {
  constructor(
    @Inject(coordinatorConfig.KEY) { database, sagaDays, outboxDays }: CoordinatorConfig,
    runtime: WorkerRuntime,
  ) {
    super({
      ...runtime.databaseOptions(database.url),
      modules: COORDINATOR_MODULES,
      retention: runtime.retention({ sagas: sagaDays, outbox: outboxDays }),
    });
  }

  /** After the bus has drained. */
  onApplicationShutdown(): Promise<void> {
    return this.close();
  }
}
