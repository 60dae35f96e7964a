import { Module } from '@nestjs/common';
import { WorkerModule } from '#worker';
import { CodegenController } from './codegen.controller';
import { RuntimeModule } from './runtime.module';
import { SubscriptionsModule } from './subscriptions/subscriptions.module';

@Module({
  imports: [RuntimeModule, SubscriptionsModule, WorkerModule.forRoot({ useFactory: () => [] })],
  controllers: [CodegenController],
})
export class AppModule {}
