import { Injectable } from '@nestjs/common';
import { WorkerRuntime } from '#worker';
import { SharedStorage } from '../shared-storage';
import { CancelledSessions } from './cancelled-sessions';
import { sessionTable } from './session-table';

/** Cancelled sessions, shared with all workers where there is a database. */
@Injectable()
export class SharedSessions extends CancelledSessions {
  constructor({ storage }: SharedStorage, { logger, origin }: WorkerRuntime) {
    super({
      table: storage && sessionTable(storage.query),
      now: origin.now,
      onError: (error) => logger.warn({ error }, 'cancelled sessions are not shared'),
    });
  }
}
