import { Global, Module } from '@nestjs/common';
import { operationPages, RehearsalsController, Rehearsing, WorkerModule } from '#worker';
import { Intelligence, Learning } from '#code-intelligence';
import { PerformanceWatch } from './baselines/performance-watch';
import { CodegenController } from './codegen.controller';
import { intelligenceConfig } from './config';
import { IntelligencePolicy } from './intelligence-policy';
import { IntelligenceRehearsing } from './intelligence-rehearsing';
import { ServedIntelligence } from './served-intelligence';
import { SessionsController } from './sessions/sessions.controller';
import { SharedSessions } from './sessions/shared-sessions';
import { SharedLearning } from './shared-learning';
import { SharedStorage } from './shared-storage';
import { Assessments } from './subscriptions/assessments';
import { DocumentSource } from './subscriptions/document-source';
import { Reactions } from './subscriptions/reactions';
import { SubscriptionsController } from './subscriptions/subscriptions.controller';

@Global()
@Module({
  imports: [WorkerModule.forRoot({ name: 'intelligence', config: intelligenceConfig, policy: IntelligencePolicy })],
  controllers: [
    CodegenController,
    operationPages('intelligence'),
    RehearsalsController,
    SessionsController,
    SubscriptionsController,
  ],
  providers: [
    Assessments,
    DocumentSource,
    { provide: Intelligence, useClass: ServedIntelligence },
    IntelligencePolicy,
    { provide: Learning, useExisting: SharedLearning },
    PerformanceWatch,
    Reactions,
    { provide: Rehearsing, useClass: IntelligenceRehearsing },
    SharedLearning,
    SharedSessions,
    SharedStorage,
  ],
  exports: [IntelligencePolicy],
})
export class AppModule {}
