import { Module } from '@nestjs/common';
import { EventStore } from '#event-store';
import { WorkerModule } from '#worker';
import { Forwarding } from './forwarding/forwarding';
import { RuntimeModule } from './runtime.module';
import { StampingController } from './stamping.controller';

@Module({
  imports: [
    RuntimeModule,
    WorkerModule.forRoot({
      inject: [EventStore, Forwarding],
      useFactory: (store: EventStore, forwarding: Forwarding | null) => [
        { name: 'database', kinds: ['ready', 'startup'], check: () => store.health() },
        // Never a reason to restart: what waits for NATS waits in this process.
        ...(forwarding === null ? [] : [{ name: 'nats', kinds: ['ready'], check: () => forwarding.health() } as const]),
      ],
    }),
  ],
  controllers: [StampingController],
})
export class AppModule {}
