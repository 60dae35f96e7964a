import { Inject, Injectable } from '@nestjs/common';
import type { Operation } from '#contracts';
import { Bus, type Publisher } from '#event-bus';
import type { Logger } from '#operations';
import { WorkerRuntime } from '#worker';
import { intelligenceConfig, type IntelligenceConfig } from '../config';
import { Baseline, type Finding } from './baseline';
import { performanceRecords } from './performance-events';
import type { Observation } from './time-window';

export type Ending = Pick<Observation, 'failed' | 'cached'>;

/** Watches what our own operations cost and publishes what matters. It costs a request no more than an addition. */
@Injectable()
export class PerformanceWatch {
  private readonly baselines = new Map<Operation, Baseline>();

  constructor(
    @Inject(intelligenceConfig.KEY)
    private readonly config: { readonly validation: Pick<IntelligenceConfig['validation'], 'workers'> },
    @Inject(Bus) private readonly bus: { readonly publisher: Pick<Publisher, 'records'> },
    @Inject(WorkerRuntime)
    private readonly runtime: Pick<WorkerRuntime, 'origin' | 'elapsedMs'> & { readonly logger: Pick<Logger, 'warn'> },
  ) {}

  /** To be called when a request is taken; what it returns, when it is answered. Neither throws. */
  begin(operation: Operation): (ending: Ending) => void {
    const began = this.runtime.elapsedMs();
    return (ending) => {
      const endedAt = this.runtime.elapsedMs();
      const findings = this.baselineOf(operation).observe({ ...ending, endedAt, milliseconds: endedAt - began });
      if (findings.length > 0) void this.tell(operation, findings);
    };
  }

  private baselineOf(operation: Operation): Baseline {
    const known = this.baselines.get(operation);
    if (known !== undefined) return known;
    const baseline = new Baseline(this.config.validation.workers);
    this.baselines.set(operation, baseline);
    return baseline;
  }

  private async tell(operation: Operation, findings: readonly Finding[]): Promise<void> {
    const { origin, logger } = this.runtime;
    try {
      await this.bus.publisher.records(findings.flatMap((finding) => performanceRecords(operation, finding, origin)));
    } catch (error) {
      logger.warn({ operation, error }, 'what the operation costs could not be published');
    }
  }
}
