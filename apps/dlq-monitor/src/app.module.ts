import { Module } from '@nestjs/common';
import { Bus, busLiveness, busReadiness } from '#event-bus';
import { EventStore } from '#event-store';
import { OperationsModule, WorkerRuntime, type OperationsOptions } from '#operations';
import { AlertWatch } from './alert-watch';
import { CollectingController } from './collecting.controller';
import { DeadLettersController } from './http/dead-letters.controller';
import { RuntimeModule } from './runtime.module';

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
  controllers: [CollectingController, DeadLettersController],
  providers: [AlertWatch],
})
export class AppModule {}
