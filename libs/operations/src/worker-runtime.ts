import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { OPERATIONS, REFUSAL_CODES, topicCatalog, type Origin } from '#contracts';
import type { ServiceConfig } from './config/service-spec';
import { createLogger, type Logger } from './logging/logger';
import { programVersion } from './program-version';
import { createMetrics, type Metrics } from './metrics/metrics';

/** What every worker process has one of: its name on the bus, its log, its metrics. */
export class WorkerRuntime {
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly origin: Origin;

  constructor(service: string, config: ServiceConfig) {
    this.logger = createLogger({ service, instance: config.instanceId, level: config.logLevel });
    this.metrics = createMetrics({
      service,
      topics: topicCatalog().map(({ name }) => name),
      operations: OPERATIONS,
      codes: REFUSAL_CODES,
    });
    this.origin = {
      service,
      version: programVersion(),
      instanceId: config.instanceId,
      hostname: hostname(),
      now: () => new Date(),
      newId: randomUUID,
    };
  }
}
