import { Module } from '@nestjs/common';
import { classifyDatabaseError, EventStore } from '#event-store';
import { WorkerModule } from '#worker';
import { bridgeConfig, type BridgeConfig } from './config';
import { Forwarding } from './forwarding/forwarding';
import { OutboxFullError } from './forwarding/outbox';
import { RuntimeModule } from './runtime.module';
import { StampingController } from './stamping.controller';

@Module({
  imports: [
    RuntimeModule,
    WorkerModule.forRoot({
      name: 'bridge',
      config: bridgeConfig,
      inject: [EventStore, Forwarding, bridgeConfig.KEY],
      bus: (store: EventStore, forwarding: Forwarding | null, { kafka }: BridgeConfig) => ({
        classify: (error) => (error instanceof OutboxFullError ? 'outage' : classifyDatabaseError(error)),
        probe: async () => {
          await store.ping();
          forwarding?.assertRoom();
        },
        middleware: { around: forwarding === null ? [] : [forwarding.middleware] },
        inbox: {
          finished: (id) => store.inbox.finished(kafka.groupId, id),
          finish: (id) => store.inbox.finish(kafka.groupId, id),
        },
      }),
      checks: (store: EventStore, forwarding: Forwarding | null) => [
        { name: 'database', kinds: ['ready', 'startup'], check: () => store.health() },
        // Never a reason to restart: what waits for NATS waits in this process.
        ...(forwarding === null ? [] : [{ name: 'nats', kinds: ['ready'], check: () => forwarding.health() } as const]),
      ],
    }),
  ],
  controllers: [StampingController],
})
export class AppModule {}
