import { Injectable } from '@nestjs/common';
import type { AppMiddleware } from '#event-bus';
import { WorkerPolicy, WorkerRuntime } from '#worker';
import { refuseCancelled } from './sessions/refuse-cancelled';
import { SharedSessions } from './sessions/shared-sessions';
import { auditTrail } from './subscriptions/audit-trail';

@Injectable()
export class IntelligencePolicy extends WorkerPolicy {
  override readonly middleware: AppMiddleware;

  constructor({ origin }: WorkerRuntime, sessions: SharedSessions) {
    super();
    this.middleware = { around: [refuseCancelled(sessions)], within: [auditTrail(origin)] };
  }
}
