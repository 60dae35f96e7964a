import type { Operation, Origin, OutboundRecord } from '#contracts';
import { Baseline, type Finding } from './baseline';
import { performanceRecords } from './performance-events';
import type { Observation } from './time-window';

export interface WatchParts {
  /** Milliseconds on a clock that never goes back. */
  readonly now: () => number;
  /** How many answers can be worked on at once. */
  readonly threads: number;
  readonly origin: Origin;
  readonly publish: (records: readonly OutboundRecord[]) => Promise<void>;
  readonly log: { warn(facts: object, message: string): void };
}

export type Ending = Pick<Observation, 'failed' | 'cached'>;

/** Watches what our own operations cost and makes known what is worth it. It never costs a request more than a sum. */
export class PerformanceWatch {
  private readonly baselines = new Map<Operation, Baseline>();

  constructor(private readonly parts: WatchParts) {}

  /** To be called when a request is taken; what it returns, when it is answered. Neither throws. */
  begin(operation: Operation): (ending: Ending) => void {
    const began = this.parts.now();
    return (ending) => {
      const endedAt = this.parts.now();
      const findings = this.baselineOf(operation).observe({ ...ending, endedAt, milliseconds: endedAt - began });
      if (findings.length > 0) void this.tell(operation, findings);
    };
  }

  private baselineOf(operation: Operation): Baseline {
    const known = this.baselines.get(operation);
    if (known !== undefined) return known;
    const baseline = new Baseline(this.parts.threads);
    this.baselines.set(operation, baseline);
    return baseline;
  }

  private async tell(operation: Operation, findings: readonly Finding[]): Promise<void> {
    const { publish, origin, log } = this.parts;
    try {
      await publish(findings.flatMap((finding) => performanceRecords(operation, finding, origin)));
    } catch (error) {
      log.warn({ operation, error }, 'what the operation costs could not be made known');
    }
  }
}
