import { Injectable } from '@nestjs/common';
import type { FailureKind } from '#event-bus';
import type { HealthCheck } from '#operations';
import { classifyDatabaseError, Storage } from '#storage';
import { WorkerPolicy } from '#worker';

/** Of a worker that can do nothing without its database: what may pass is waited out, however long it takes. */
@Injectable()
export class DatabasePolicy extends WorkerPolicy {
  override readonly checks: readonly HealthCheck[] = [
    { name: 'database', kinds: ['ready', 'startup'], check: () => this.storage.health() },
  ];

  constructor(protected readonly storage: Storage) {
    super();
  }

  override classify(error: unknown): FailureKind {
    return classifyDatabaseError(error) === 'permanent' ? 'permanent' : 'outage';
  }

  override probe(): Promise<void> {
    return this.storage.ping();
  }
}
