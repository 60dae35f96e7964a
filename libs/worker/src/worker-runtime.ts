import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { Inject, Injectable } from '@nestjs/common';
import { Counter } from 'prom-client';
import {
  DEPRECATED_TOPICS,
  ENVIRONMENTS,
  OPERATIONS,
  REFUSAL_CODES,
  topicCatalog,
  type Origin,
  type StartupStep,
} from '#contracts';
import type { RegisteredValues } from '#avro';
import type { ServiceConfig } from '#config';
import { createLogger, createMetrics, programVersion, type Metrics, type RootLogger } from '#operations';
import { safeText } from '#redaction';
import type { TracingSettings } from '#tracing';
import type { Dependency, ServiceFacts } from './announcements';
import { registeredValues } from './registered-values';
import { resources } from './resources';
import { WORKER_OPTIONS, WorkerConfig, type WorkerModuleOptions } from './worker-options';

/** Of one step, in what is announced. */
const MAX_REASONS = 10;

/** What every worker process has one of: its name on the bus, its log, its metrics, the story of its start. */
@Injectable()
export class WorkerRuntime {
  readonly logger: RootLogger;
  readonly metrics: Metrics;
  readonly origin: Origin;
  readonly config: ServiceConfig;
  /** Reads and writes Avro, where a schema registry is known. */
  readonly registered: RegisteredValues | undefined;
  /** Milliseconds since the process began, on a clock that is never set back. */
  readonly elapsedMs = (): number => performance.now();
  readonly #steps: StartupStep[] = [];
  #waitingFor: string | null = null;
  /** What the step that runs has waited for. */
  #waitedFor: string[] = [];
  readonly #dependencies: Dependency[] = [{ service: 'kafka', type: 'required' }];
  #port = 0;
  #capabilities: readonly string[] = [];

  constructor(@Inject(WORKER_OPTIONS) { name: service }: WorkerModuleOptions, { service: config, nats }: WorkerConfig) {
    if (nats !== null) this.#dependencies.push({ service: 'nats', type: 'optional' });
    this.config = config;
    this.logger = createLogger({ service, instance: config.instanceId, level: config.logLevel });
    this.metrics = createMetrics({
      service,
      topics: ENVIRONMENTS.flatMap((environment) => topicCatalog(environment).map(({ name }) => name)),
      operations: OPERATIONS,
      codes: REFUSAL_CODES,
      deprecated: DEPRECATED_TOPICS,
    });
    this.registered = config.registry === null ? undefined : registeredValues(config.registry, this.logger);
    this.origin = {
      service,
      version: programVersion(),
      instanceId: config.instanceId,
      hostname: hostname(),
      now: () => new Date(),
      newId: randomUUID,
      publishesDeprecated: config.publishesDeprecated,
    };
  }

  /** How the worker connects to its database: under its own name; what breaks is logged. */
  databaseOptions(url: () => string, type: Dependency['type'] = 'required') {
    this.#dependencies.push({ service: 'postgresql', type, version: '>=15' });
    return {
      url,
      applicationName: `omninode-${this.origin.service}`,
      onError: (error: Error) => this.logger.warn({ error }, 'a database connection broke'),
    };
  }

  /** How many days the worker keeps rows, by table, `null`: permanently; removals are counted and logged. */
  retention(days: Readonly<Record<string, number | null>>) {
    const removed = new Counter({
      name: 'omninode_rows_removed_total',
      help: 'Rows removed because of their age',
      labelNames: ['table'],
      registers: [this.metrics.registry],
    });
    for (const [table, kept] of Object.entries(days)) if (kept !== null) removed.inc({ table }, 0);
    return {
      days,
      onRemoved: (table: string, rows: number) => removed.inc({ table }, rows),
      onFailed: (table: string, error: unknown) => this.logger.warn({ table, error }, 'old rows could not be removed'),
    };
  }

  /** How the worker is traced; `null`: it is not. */
  tracing(): TracingSettings | null {
    if (this.config.tracing === null) return null;
    const { serviceName, resource, ...settings } = this.config.tracing;
    const { service, version, instanceId } = this.origin;
    const own = { 'service.name': service, 'service.namespace': 'omninode', 'service.version': version };
    const named = { ...resource, ...(serviceName !== undefined && { 'service.name': serviceName }) };
    return { ...settings, log: this.logger, resource: { ...own, 'service.instance.id': instanceId, ...named } };
  }

  /** Runs one step of starting and remembers how long it took and what it waited for. */
  async step<Result>(name: string, work: () => Promise<Result>): Promise<Result> {
    const began = this.elapsedMs();
    const result = await work();
    const duration_ms = Math.round(this.elapsedMs() - began);
    const details = this.#waitedFor.length > 0 && { details: { waited_for: this.#waitedFor } };
    this.#steps.push({ step: name, duration_ms, status: 'success', ...details });
    this.#waitingFor = null;
    this.#waitedFor = [];
    return result;
  }

  /** The step that runs waits for something: one line in the log for each reason, and the health pages say it. */
  waitsFor(what: string, reason: Error): void {
    const waiting = safeText(`waiting for ${what}: ${reason.message}`);
    if (waiting === this.#waitingFor) return;
    this.#waitingFor = waiting;
    if (this.#waitedFor.length < MAX_REASONS) this.#waitedFor.push(waiting);
    this.logger.warn({ error: reason }, `waiting for ${what}`);
  }

  /** What the step that runs waits for, if anything. */
  get waitingFor(): string | null {
    return this.#waitingFor;
  }

  serves(port: number, capabilities: readonly string[]): void {
    this.#port = port;
    this.#capabilities = capabilities;
  }

  facts(): ServiceFacts {
    return {
      origin: this.origin,
      port: this.#port,
      capabilities: this.#capabilities,
      steps: this.#steps,
      startupMs: this.elapsedMs(),
      dependencies: this.#dependencies,
      resources: resources(),
    };
  }
}
