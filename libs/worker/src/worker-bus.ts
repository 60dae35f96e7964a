import { Injectable } from '@nestjs/common';
import { Bus } from '#event-bus';
import { WorkerForwarding } from './worker-forwarding';
import { WorkerConfig } from './worker-options';
import { WorkerPolicy } from './worker-policy';
import { WorkerRuntime } from './worker-runtime';

/** The worker's one bus. */
@Injectable()
export class WorkerBus extends Bus {
  constructor({ kafka }: WorkerConfig, runtime: WorkerRuntime, policy: WorkerPolicy, forwarding: WorkerForwarding) {
    const { logger, metrics, origin } = runtime;
    const { around = [] } = policy.middleware;
    super({
      connection: kafka,
      group: kafka,
      origin,
      log: logger,
      metrics,
      classify: (error) => (forwarding.isOutage(error) ? 'outage' : policy.classify(error)),
      probe: async () => {
        await policy.probe();
        forwarding.assertRoom();
      },
      middleware: { ...policy.middleware, around: [...around, ...forwarding.middleware] },
      inbox: policy.inbox,
      otherTopics: policy.otherTopics,
      storedEnds: policy.storedEnds,
      registered: runtime.registered,
    });
  }
}
