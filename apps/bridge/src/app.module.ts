import { Module } from '@nestjs/common';
import { classifyDatabaseError, Inbox } from '#storage';
import { WorkerModule } from '#worker';
import { BridgeStorage } from './bridge-storage';
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
      inject: [BridgeStorage, Forwarding, bridgeConfig.KEY],
      bus: (storage: BridgeStorage, forwarding: Forwarding | null, { kafka }: BridgeConfig) => {
        const inbox = new Inbox(storage.query);
        return {
          classify: (error) => (error instanceof OutboxFullError ? 'outage' : classifyDatabaseError(error)),
          probe: async () => {
            await storage.ping();
            forwarding?.assertRoom();
          },
          middleware: { around: forwarding === null ? [] : [forwarding.middleware] },
          inbox: {
            finished: (id) => inbox.finished(kafka.groupId, id),
            finish: (id) => inbox.finish(kafka.groupId, id),
          },
        };
      },
      checks: (storage: BridgeStorage, forwarding: Forwarding | null) => [
        { name: 'database', kinds: ['ready', 'startup'], check: () => storage.health() },
        // Never a reason to restart: what waits for NATS waits in this process.
        ...(forwarding === null ? [] : [{ name: 'nats', kinds: ['ready'], check: () => forwarding.health() } as const]),
      ],
    }),
  ],
  controllers: [StampingController],
})
export class AppModule {}
