import { Inject, Module, type BeforeApplicationShutdown, type DynamicModule } from '@nestjs/common';
import { Bus, busLiveness, busReadiness } from '#event-bus';
import { HttpModule, type HttpOptions } from '#http';
import {
  HealthController,
  HealthProbe,
  MetricsController,
  OperationsModule,
  type HealthCheck,
  type OperationsOptions,
} from '#operations';
import { registerInBackground, SchemaRegistryClient, subjectOf, type BackgroundRegistration } from '#schema-registry';
import { takesPart, topicSchemas } from '#contracts';
import { BusModule, type BusModuleOptions, type WorkerConfig } from './bus.module';
import { finalMetrics } from './final-metrics';
import { HealthCheckController } from './health-check.controller';
import { healthReport } from './health-report';
import { ServiceLife } from './service-life';
import { Starting } from './starting';
import { WorkerRuntime } from './worker-runtime';

/** How often the worker looks how it is. */
const LOOK_EVERY_MS = 1_000;

function busChecks(bus: Bus, runtime: WorkerRuntime): readonly HealthCheck[] {
  const starting = new Starting(bus, runtime);
  return [
    { name: 'bus', kinds: ['ready', 'startup'], check: () => startReadiness(bus, starting) },
    { name: 'consumer', kinds: ['live'], check: () => busLiveness(bus) },
  ];
}

/** While a worker is only starting it says what for; a fault of the bus goes before that. */
function startReadiness(bus: Bus, starting: Starting): ReturnType<typeof busReadiness> {
  const { fault, deliveryFailure, outage } = bus.condition;
  const { reason } = starting;
  if (reason === null || fault !== null || deliveryFailure !== null || outage !== null) return busReadiness(bus);
  return { status: 'down', reason };
}

export interface WorkerModuleOptions extends BusModuleOptions {
  /** Of the worker's own dependencies, given what `bus` is given; those of the bus itself are added here. */
  readonly checks?: (...dependencies: never[]) => readonly HealthCheck[];
}

/**
 * What every worker has besides its own work: configuration, log and bus, health pages and metrics, the `health_check`
 * conversation, the guard and the limits of its pages, and what it announces about itself. `Bus` and `WorkerRuntime` can be had from every module.
 */
@Module({})
export class WorkerModule implements BeforeApplicationShutdown {
  #timer: NodeJS.Timeout | null = null;
  #registration: BackgroundRegistration | null = null;

  constructor(
    @Inject(ServiceLife) private readonly life: ServiceLife,
    @Inject(WorkerRuntime) private readonly runtime: WorkerRuntime,
  ) {}

  static forRoot({ checks = () => [], ...options }: WorkerModuleOptions): DynamicModule {
    return {
      module: WorkerModule,
      imports: [
        BusModule.forRoot(options),
        HttpModule.forRootAsync({
          inject: [options.config.KEY, WorkerRuntime],
          useFactory: ({ service, http }: WorkerConfig, { logger, origin }: WorkerRuntime): HttpOptions => ({
            title: origin.service,
            version: origin.version,
            boundTo: service.host,
            log: logger,
            // Orchestrators and scrapers ask these, and have no tokens.
            publicPages: [HealthController, MetricsController],
            ...http,
          }),
        }),
        OperationsModule.forRootAsync({
          inject: [Bus, WorkerRuntime, ...(options.inject ?? [])],
          useFactory: (...dependencies: unknown[]): OperationsOptions => {
            const [bus, runtime, ...own] = dependencies as [Bus, WorkerRuntime, ...never[]];
            return { metrics: runtime.metrics, checks: [...busChecks(bus, runtime), ...checks(...own)] };
          },
        }),
      ],
      exports: [HttpModule],
      controllers: [HealthCheckController],
      providers: [
        {
          provide: ServiceLife,
          inject: [Bus, WorkerRuntime, HealthProbe],
          useFactory: (bus: Bus, runtime: WorkerRuntime, probe: HealthProbe) =>
            new ServiceLife({
              origin: runtime.origin,
              facts: () => runtime.facts(),
              publish: (records) => bus.publisher.records(records),
              health: async () => healthReport(await probe.states()),
              metrics: () => finalMetrics(runtime.metrics.registry),
              uptimeSeconds: () => process.uptime(),
              elapsedMs: () => performance.now(),
              log: runtime.logger,
            }),
        },
      ],
    };
  }

  /** Once the worker takes records; not awaited by it. */
  begin(): void {
    this.#registration = this.#register();
    this.#timer = setInterval(() => void this.life.look(), LOOK_EVERY_MS);
  }

  /** Nest calls this while the bus is still up. */
  async beforeApplicationShutdown(signal?: string): Promise<void> {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#registration?.stop();
    await this.life.stopped(signal ?? 'shutdown');
  }

  /** The schemas of this worker's topics, beside its work: a registry that is away costs nobody an answer. */
  #register(): BackgroundRegistration | null {
    const { config, logger, origin } = this.runtime;
    if (config.registry === null) return null;
    const schemas = topicSchemas((entry) => takesPart(entry, origin.service)).map(({ topic, schema }) => ({
      subject: subjectOf(topic),
      schema,
    }));
    return registerInBackground(new SchemaRegistryClient(config.registry), schemas, logger);
  }
}
