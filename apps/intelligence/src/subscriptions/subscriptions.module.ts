import { Module } from '@nestjs/common';
import { Bus } from '#event-bus';
import { WorkerRuntime } from '#worker';
import { Intelligence } from '../intelligence';
import { Learning } from '../learning/learning';
import { Assessments } from './assessments';
import { AuditTrail } from './audit-trail';
import { Reactions } from './reactions';
import { SubscriptionsController } from './subscriptions.controller';

/** What is done about others' events, and the audit trail that requests leave as well. */
@Module({
  controllers: [SubscriptionsController],
  providers: [
    { provide: Assessments, useFactory: () => new Assessments() },
    {
      provide: AuditTrail,
      inject: [Bus, WorkerRuntime],
      useFactory: ({ publisher }: Bus, { logger, origin }: WorkerRuntime) =>
        new AuditTrail({ origin, log: logger, publish: (records) => publisher.records(records) }),
    },
    {
      provide: Reactions,
      inject: [Intelligence, Learning, Assessments, Bus, WorkerRuntime],
      useFactory: (
        intelligence: Intelligence,
        learning: Learning,
        assessments: Assessments,
        { line }: Bus,
        { logger, origin }: WorkerRuntime,
      ) =>
        new Reactions({
          origin,
          assessments,
          validate: (request) => intelligence.answer('validate', request),
          invalidate: (file) => intelligence.invalidate(file),
          rate: (entityId, quality) => learning.rate(entityId, quality),
          publish: (records) => line.delivery.deliver(records),
          log: logger,
        }),
    },
  ],
  exports: [Assessments, AuditTrail],
})
export class SubscriptionsModule {}
