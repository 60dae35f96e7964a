import { Injectable } from '@nestjs/common';
import type { AppMiddleware } from '#event-bus';
import { WorkerPolicy, WorkerRuntime } from '#worker';
import { auditTrail } from './subscriptions/audit-trail';

@Injectable()
export class IntelligencePolicy extends WorkerPolicy {
  override readonly middleware: AppMiddleware;

  constructor({ origin }: WorkerRuntime) {
    super();
    this.middleware = { within: [auditTrail(origin)] };
  }
}
