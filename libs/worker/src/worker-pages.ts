import { Inject, Injectable, type ConfigurableModuleOptionsFactory } from '@nestjs/common';
import type { HttpOptions } from '#http';
import { HealthController, MetricsController } from '#operations';
import { WORKER_OPTIONS, WorkerConfig, type WorkerModuleOptions } from './worker-options';
import { WorkerForwarding } from './worker-forwarding';
import { WorkerRuntime } from './worker-runtime';

/** What stands before the pages of every worker. */
@Injectable()
export class WorkerPages implements ConfigurableModuleOptionsFactory<HttpOptions, 'create'> {
  constructor(
    private readonly config: WorkerConfig,
    private readonly runtime: WorkerRuntime,
    private readonly forwarding: WorkerForwarding,
    @Inject(WORKER_OPTIONS) private readonly options: WorkerModuleOptions,
  ) {}

  create(): HttpOptions {
    const { origin, logger } = this.runtime;
    return {
      title: origin.service,
      version: origin.version,
      boundTo: this.config.service.host,
      log: logger,
      onServed: ({ actor, ...call }) =>
        this.forwarding.meter(actor.via === 'local' ? call : { ...call, actor: actor.name }),
      // Orchestrators and scrapers ask these, and have no tokens.
      publicPages: [HealthController, MetricsController],
      ...this.config.http,
      ...(this.options.site !== undefined && { site: this.options.site }),
    };
  }
}
