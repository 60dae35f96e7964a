import { Inject, Module, type BeforeApplicationShutdown, type DynamicModule } from '@nestjs/common';
import { Bus, busLiveness, busReadiness } from '#event-bus';
import { HealthProbe, OperationsModule, type HealthCheck, type OperationsOptions } from '#operations';
import { registerInBackground, SchemaRegistryClient, subjectOf, type BackgroundRegistration } from '#schema-registry';
import { takesPart, topicSchemas } from '#contracts';
import { BusModule, type BusModuleOptions } from './bus.module';
import { finalMetrics } from './final-metrics';
import { HealthCheckController } from './health-check.controller';
import { healthReport } from './health-report';
import { ServiceLife } from './service-life';
import { WorkerRuntime } from './worker-runtime';

/** How soon a change of health is announced. */
const LOOK_EVERY_MS = 2_000;

function busChecks(bus: Bus): readonly HealthCheck[] {
  return [
    { name: 'bus', kinds: ['ready', 'startup'], check: () => busReadiness(bus) },
    { name: 'consumer', kinds: ['live'], check: () => busLiveness(bus) },
  ];
}

export interface WorkerModuleOptions extends BusModuleOptions {
  /** Of the worker's own dependencies, given what `bus` is given; those of the bus itself are added here. */
  readonly checks?: (...dependencies: never[]) => readonly HealthCheck[];
}

/**
 * What every worker has besides its own work: configuration, log and bus, health pages and metrics, the `health_check`
 * conversation, and what it announces about itself. `Bus` and `WorkerRuntime` can be had from every module.
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
        OperationsModule.forRootAsync({
          inject: [Bus, WorkerRuntime, ...(options.inject ?? [])],
          useFactory: (...dependencies: unknown[]): OperationsOptions => {
            const [bus, { metrics }, ...own] = dependencies as [Bus, WorkerRuntime, ...never[]];
            return { metrics, checks: [...busChecks(bus), ...checks(...own)] };
          },
        }),
      ],
      controllers: [HealthCheckController],
      providers: [
        {
          provide: ServiceLife,
          inject: [Bus, WorkerRuntime, HealthProbe],
          useFactory: (bus: Bus, { origin, metrics, logger }: WorkerRuntime, probe: HealthProbe) =>
            new ServiceLife({
              origin,
              publish: (records) => bus.publisher.records(records),
              health: async () => healthReport(await probe.states()),
              metrics: () => finalMetrics(metrics.registry),
              uptimeSeconds: () => process.uptime(),
              log: logger,
            }),
        },
      ],
    };
  }

  /** Once the worker takes records; not awaited by it. */
  begin(): void {
    void this.life.started(this.runtime.facts());
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
