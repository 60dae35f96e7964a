import { Injectable, type ConfigurableModuleOptionsFactory } from '@nestjs/common';
import { Bus, busLiveness, busReadiness, type BusHealth } from '#event-bus';
import type { OperationsOptions } from '#operations';
import { Starting } from './starting';
import { WorkerForwarding } from './worker-forwarding';
import { WorkerPolicy } from './worker-policy';
import { WorkerRuntime } from './worker-runtime';

/** The checks of the bus, which every worker has, and the worker's own. */
@Injectable()
export class WorkerHealth implements ConfigurableModuleOptionsFactory<OperationsOptions, 'create'> {
  readonly #starting: Starting;

  constructor(
    private readonly bus: Bus,
    private readonly runtime: WorkerRuntime,
    private readonly policy: WorkerPolicy,
    private readonly forwarding: WorkerForwarding,
  ) {
    this.#starting = new Starting(bus, runtime);
  }

  create(): OperationsOptions {
    return {
      metrics: this.runtime.metrics,
      checks: [
        { name: 'bus', kinds: ['ready', 'startup'], check: () => this.#readiness() },
        { name: 'consumer', kinds: ['live'], check: () => busLiveness(this.bus) },
        ...this.policy.checks,
        ...this.forwarding.checks,
      ],
    };
  }

  /** While a worker is only starting it says what for; a fault of the bus goes before that. */
  #readiness(): BusHealth {
    const { fault, deliveryFailure, outage } = this.bus.condition;
    const { reason } = this.#starting;
    if (reason === null || fault !== null || deliveryFailure !== null || outage !== null) return busReadiness(this.bus);
    return { status: 'down', reason };
  }
}
