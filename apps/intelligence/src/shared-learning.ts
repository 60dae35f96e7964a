import { Injectable } from '@nestjs/common';
import { WorkerRuntime } from '#worker';
import { Learning } from '#code-intelligence';
import { learnedNodes } from './learning/learned-nodes';
import { SharedStorage } from './shared-storage';

/** What is learned, shared with all workers where there is a database. */
@Injectable()
export class SharedLearning extends Learning {
  constructor({ storage }: SharedStorage, { logger, origin }: WorkerRuntime) {
    super({
      memory: storage && learnedNodes(storage.query),
      now: origin.now,
      onError: (error) => logger.warn({ error }, 'learned nodes are not shared'),
    });
  }
}
