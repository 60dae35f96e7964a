import {
  Global,
  Inject,
  Module,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { Bus, busReadiness } from '#event-bus';
import { WorkerRuntime } from '#worker';
import { BridgeStorage } from './bridge-storage';
import { bridgeConfig, type BridgeConfig } from './config';
import { Forwarding } from './forwarding/forwarding';

/** The bridge's one storage; and what goes to NATS, which is `null` where there is none. */
@Global()
@Module({
  providers: [
    BridgeStorage,
    {
      provide: Forwarding,
      inject: [bridgeConfig.KEY, WorkerRuntime],
      useFactory: ({ nats }: BridgeConfig, runtime: WorkerRuntime) =>
        nats === null ? null : new Forwarding(nats, runtime),
    },
  ],
  exports: [BridgeStorage, Forwarding],
})
export class RuntimeModule implements OnApplicationBootstrap, BeforeApplicationShutdown, OnApplicationShutdown {
  constructor(
    @Inject(BridgeStorage) private readonly storage: BridgeStorage,
    @Inject(Bus) private readonly bus: Bus,
    @Inject(Forwarding) private readonly forwarding: Forwarding | null,
  ) {}

  onApplicationBootstrap(): void {
    this.forwarding?.start(async () => {
      const ready = busReadiness(this.bus);
      return ready.status === 'down' ? ready : this.storage.health();
    });
  }

  beforeApplicationShutdown(): void {
    this.forwarding?.stopWatching();
  }

  /** After the bus has drained. */
  async onApplicationShutdown(): Promise<void> {
    await this.forwarding?.close();
    await this.storage.close();
  }
}
