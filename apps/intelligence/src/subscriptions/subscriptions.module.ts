import { Module } from '@nestjs/common';
import { WorkerRuntime } from '#worker';
import { Intelligence } from '../intelligence';
import { Learning } from '../learning/learning';
import { Assessments } from './assessments';
import { Reactions } from './reactions';
import { SubscriptionsController } from './subscriptions.controller';

/** What is done about others' events. */
@Module({
  controllers: [SubscriptionsController],
  providers: [
    { provide: Assessments, useFactory: () => new Assessments() },
    {
      provide: Reactions,
      inject: [Intelligence, Learning, Assessments, WorkerRuntime],
      useFactory: (
        intelligence: Intelligence,
        learning: Learning,
        assessments: Assessments,
        { logger, origin }: WorkerRuntime,
      ) =>
        new Reactions({
          origin,
          assessments,
          validate: (request) => intelligence.answer('validate', request),
          invalidate: (file) => intelligence.invalidate(file),
          rate: (entityId, quality) => learning.rate(entityId, quality),
          log: logger,
        }),
    },
  ],
  exports: [Assessments],
})
export class SubscriptionsModule {}
