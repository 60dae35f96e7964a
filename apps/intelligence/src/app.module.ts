import { Module } from '@nestjs/common';
import { Bus, busLiveness, busReadiness } from '#event-bus';
import { OperationsModule, WorkerRuntime, type OperationsOptions } from '#operations';
import { CodegenController } from './codegen.controller';
import { RuntimeModule } from './runtime.module';

@Module({
  imports: [
    RuntimeModule,
    OperationsModule.forRootAsync({
      inject: [Bus, WorkerRuntime],
      useFactory: (bus: Bus, { metrics }: WorkerRuntime): OperationsOptions => ({
        metrics,
        checks: [
          { name: 'bus', kinds: ['ready', 'startup'], check: () => busReadiness(bus) },
          { name: 'consumer', kinds: ['live'], check: () => busLiveness(bus) },
        ],
      }),
    }),
  ],
  controllers: [CodegenController],
})
export class AppModule {}
