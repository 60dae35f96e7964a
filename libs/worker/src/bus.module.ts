import { Module, type DynamicModule, type InjectionToken } from '@nestjs/common';
import { ConfigModule, type ConfigFactory, type ConfigFactoryKeyHost } from '@nestjs/config';
import { Bus, type BusOptions } from '#event-bus';
import type { KafkaConfig, ServiceConfig } from '#operations';
import type { HttpConfig } from './http-spec';
import { WorkerRuntime } from './worker-runtime';

/** What every worker reads from its environment, besides its own. */
export interface WorkerConfig {
  readonly service: ServiceConfig;
  readonly kafka: KafkaConfig;
  readonly http: HttpConfig;
}

export interface BusModuleOptions {
  /** Of the worker, on the bus and in its log. */
  readonly name: string;
  /** Made with `registerAs`. */
  readonly config: ConfigFactory<WorkerConfig & Record<string, unknown>> & Pick<ConfigFactoryKeyHost, 'KEY'>;
  /** What `bus` is given; of the configuration or a global module. */
  readonly inject?: readonly InjectionToken[];
  /** What the bus must know of the worker's own dependencies. */
  readonly bus?: (...dependencies: never[]) => Pick<BusOptions, 'classify' | 'probe' | 'middleware' | 'inbox'>;
}

/** The worker's configuration, its one log and its one bus, for all its modules. */
@Module({})
export class BusModule {
  static forRoot({ name, config, inject = [], bus = () => ({}) }: BusModuleOptions): DynamicModule {
    return {
      module: BusModule,
      global: true,
      imports: [ConfigModule.forRoot({ ignoreEnvFile: true, isGlobal: true, load: [config] })],
      providers: [
        {
          provide: WorkerRuntime,
          inject: [config.KEY],
          useFactory: ({ service }: WorkerConfig) => new WorkerRuntime(name, service),
        },
        {
          provide: Bus,
          inject: [config.KEY, WorkerRuntime, ...inject],
          useFactory: ({ kafka }: WorkerConfig, { logger, metrics, origin }: WorkerRuntime, ...own: never[]) =>
            new Bus({ connection: kafka, group: kafka, origin, log: logger, metrics, ...bus(...own) }),
        },
      ],
      exports: [WorkerRuntime, Bus],
    };
  }
}
