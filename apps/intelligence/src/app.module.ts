import { Module } from '@nestjs/common';
import { WorkerModule } from '#worker';
import { CodegenController } from './codegen.controller';
import { intelligenceConfig } from './config';
import { RuntimeModule } from './runtime.module';
import { SubscriptionsModule } from './subscriptions/subscriptions.module';

@Module({
  imports: [
    RuntimeModule,
    SubscriptionsModule,
    WorkerModule.forRoot({ name: 'intelligence', config: intelligenceConfig }),
  ],
  controllers: [CodegenController],
})
export class AppModule {}
