import { Module } from '@nestjs/common';
import { Bus, busLiveness, busReadiness } from '#event-bus';
import { EventStore } from '#event-store';
import { OperationsModule, WorkerRuntime, type OperationsOptions } from '#operations';
import { RuntimeModule } from './runtime.module';
import { StampingController } from './stamping.controller';

@Module({
  imports: [
    RuntimeModule,
    OperationsModule.forRootAsync({
      inject: [Bus, EventStore, WorkerRuntime],
      useFactory: (bus: Bus, store: EventStore, { metrics }: WorkerRuntime): OperationsOptions => ({
        metrics,
        checks: [
          { name: 'bus', kinds: ['ready', 'startup'], check: () => busReadiness(bus) },
          { name: 'consumer', kinds: ['live'], check: () => busLiveness(bus) },
          { name: 'database', kinds: ['ready', 'startup'], check: () => store.health() },
        ],
      }),
    }),
  ],
  controllers: [StampingController],
})
export class AppModule {}
