import { Injectable } from '@nestjs/common';
import { Bus } from '#event-bus';
import { WorkerConfig } from './worker-options';
import { WorkerPolicy } from './worker-policy';
import { WorkerRuntime } from './worker-runtime';

/** The worker's one bus. */
@Injectable()
export class WorkerBus extends Bus {
  constructor({ kafka }: WorkerConfig, { logger, metrics, origin }: WorkerRuntime, policy: WorkerPolicy) {
    super({
      connection: kafka,
      group: kafka,
      origin,
      log: logger,
      metrics,
      classify: (error) => policy.classify(error),
      probe: () => policy.probe(),
      middleware: policy.middleware,
      inbox: policy.inbox,
      otherTopics: policy.otherTopics,
      storedEnds: policy.storedEnds,
    });
  }
}
