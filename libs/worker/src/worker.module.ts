import { Module, type DynamicModule } from '@nestjs/common';
import { ConfigModule } from '@nestjs/config';
import { operationsServedBy } from '#contracts';
import { Bus } from '#event-bus';
import { HttpModule } from '#http';
import { OperationsModule } from '#operations';
import { DatabaseProblems } from './database-problems';
import { HealthCheckController } from './health-check.controller';
import { LogLevels } from './log-level';
import { LogLevelController } from './log-level.controller';
import { OperationAnswers } from './operation-pages/operation-answers';
import { SchemaRegistration } from './schema-registration';
import { ServiceLife } from './service-life';
import { WorkerAlerts } from './worker-alerts';
import { WorkerBus } from './worker-bus';
import { WorkerForwarding } from './worker-forwarding';
import { WorkerHealth } from './worker-health';
import { WORKER_OPTIONS, WorkerConfig, WorkerModuleClass, type WorkerModuleOptions } from './worker-options';
import { WorkerPages } from './worker-pages';
import { WorkerPolicy } from './worker-policy';
import { WorkerRuntime } from './worker-runtime';

/**
 * What every worker has besides its own work: configuration, log and bus, health pages and metrics, the `health_check`
 * conversation, the guard and the limits of its pages, and what it announces about itself. `Bus` and `WorkerRuntime` can
 * be had from every module.
 */
@Module({
  imports: [
    HttpModule.forRootAsync({ useClass: WorkerPages }),
    OperationsModule.forRootAsync({ useClass: WorkerHealth }),
  ],
  providers: [
    WorkerRuntime,
    WorkerForwarding,
    { provide: Bus, useClass: WorkerBus },
    WorkerAlerts,
    ServiceLife,
    LogLevels,
    SchemaRegistration,
    DatabaseProblems,
    OperationAnswers,
  ],
  exports: [
    WORKER_OPTIONS,
    WorkerConfig,
    WorkerPolicy,
    WorkerRuntime,
    WorkerForwarding,
    Bus,
    HttpModule,
    OperationsModule,
    DatabaseProblems,
    OperationAnswers,
  ],
})
export class WorkerModule extends WorkerModuleClass {
  static override forRoot(options: WorkerModuleOptions): DynamicModule {
    const { providers = [], ...definition } = super.forRoot(options);
    return {
      ...definition,
      global: true,
      controllers: [
        LogLevelController,
        ...(operationsServedBy(options.name).includes('health_check') ? [HealthCheckController] : []),
      ],
      imports: [ConfigModule.forRoot({ ignoreEnvFile: true, isGlobal: true, load: [options.config] })],
      providers: [
        ...providers,
        { provide: WorkerConfig, useExisting: options.config.KEY },
        { provide: WorkerPolicy, useExisting: options.policy },
      ],
    };
  }
}
