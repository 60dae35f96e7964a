import { Module } from '@nestjs/common';
import { WorkerModule, WorkerRuntime } from '#worker';
import { CodegenController } from './codegen.controller';
import { intelligenceConfig } from './config';
import { RuntimeModule } from './runtime.module';
import { auditTrail } from './subscriptions/audit-trail';
import { SubscriptionsModule } from './subscriptions/subscriptions.module';

@Module({
  imports: [
    RuntimeModule,
    SubscriptionsModule,
    WorkerModule.forRoot({
      name: 'intelligence',
      config: intelligenceConfig,
      inject: [WorkerRuntime],
      bus: ({ origin }: WorkerRuntime) => ({ middleware: { within: [auditTrail(origin)] } }),
    }),
  ],
  controllers: [CodegenController],
})
export class AppModule {}
