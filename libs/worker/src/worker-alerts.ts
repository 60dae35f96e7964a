import { Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { Bus, busReadiness } from '#event-bus';
import { WorkerForwarding } from './worker-forwarding';
import { WorkerPolicy } from './worker-policy';

/** Connects to NATS as the worker begins, and alerts over it while the work is not ready; what stops is no alert. */
@Injectable()
export class WorkerAlerts implements OnApplicationBootstrap, BeforeApplicationShutdown {
  constructor(
    private readonly bus: Bus,
    private readonly policy: WorkerPolicy,
    private readonly forwarding: WorkerForwarding,
  ) {}

  onApplicationBootstrap(): void {
    const bus = { name: 'bus', kinds: ['ready' as const], check: () => busReadiness(this.bus) };
    this.forwarding.start([bus, ...this.policy.checks]);
  }

  beforeApplicationShutdown(): void {
    this.forwarding.stopWatching();
  }
}
