import { ConfigurableModuleBuilder, type Type } from '@nestjs/common';
import type { ConfigFactory, ConfigFactoryKeyHost } from '@nestjs/config';
import type { Worker } from '#contracts';
import type { SiteOptions } from '#http';
import type { KafkaConfig, ServiceConfig } from '#config';
import type { NatsConfig } from '#nats';
import type { HttpConfig, PersonalDataConfig } from '#settings';
import type { WorkerPolicy } from './worker-policy';

/** What every worker reads from its environment, besides its own. */
export abstract class WorkerConfig {
  abstract readonly service: ServiceConfig;
  abstract readonly kafka: KafkaConfig;
  abstract readonly http: HttpConfig;
  /** `null`: nothing is forwarded, and nothing of the client loaded. */
  abstract readonly nats: NatsConfig | null;
  /** Of those that use `WorkerPersonalData`. */
  readonly personalData?: PersonalDataConfig;
}

export interface WorkerModuleOptions {
  /** Of the worker, on the bus and in its log. */
  readonly name: Worker;
  /** Made with `registerAs`. */
  readonly config: ConfigFactory<WorkerConfig & Record<string, unknown>> & Pick<ConfigFactoryKeyHost, 'KEY'>;
  /** A provider of a global module. */
  readonly policy: Type<WorkerPolicy>;
  /** What it serves for browsers. */
  readonly site?: SiteOptions;
}

/** Gives `WorkerModule` its `forRoot(options)`. */
export const { ConfigurableModuleClass: WorkerModuleClass, MODULE_OPTIONS_TOKEN: WORKER_OPTIONS } =
  new ConfigurableModuleBuilder<WorkerModuleOptions>().setClassMethodName('forRoot').build();
