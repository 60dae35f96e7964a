import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { PERSONAL_DATA } from '#personal-data';
import { STAMPING } from '#stamping';
import { INBOX, OUTBOX, Storage } from '#storage';
import { WorkerRuntime } from '#worker';
import { bridgeConfig, type BridgeConfig } from './config';

/** What the bridge keeps in PostgreSQL. */
export const BRIDGE_MODULES = [INBOX, OUTBOX, PERSONAL_DATA, STAMPING];

@Injectable()
export class BridgeStorage extends Storage implements OnApplicationShutdown {
  constructor(
    @Inject(bridgeConfig.KEY) { database, inboxRetentionDays, outboxRetentionDays, stampRetentionDays }: BridgeConfig,
    runtime: WorkerRuntime,
  ) {
    super({
      ...runtime.databaseOptions(database.url),
      modules: BRIDGE_MODULES,
      retention: runtime.retention({
        inbox: inboxRetentionDays,
        outbox: outboxRetentionDays,
        stamps: stampRetentionDays ?? null,
      }),
    });
  }

  /** After the bus has drained. */
  onApplicationShutdown(): Promise<void> {
    return this.close();
  }
}
