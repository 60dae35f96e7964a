import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { PERSONAL_DATA } from '#personal-data';
import { STAMPING } from '#stamping';
import { INBOX, Storage } from '#storage';
import { WorkerRuntime } from '#worker';
import { bridgeConfig, type BridgeConfig } from './config';

/** What the bridge keeps in PostgreSQL. */
export const BRIDGE_MODULES = [INBOX, PERSONAL_DATA, STAMPING];

@Injectable()
export class BridgeStorage extends Storage implements OnApplicationShutdown {
  constructor(
    @Inject(bridgeConfig.KEY) { database, inboxRetentionDays, stampRetentionDays }: BridgeConfig,
    runtime: WorkerRuntime,
  ) {
    super({
      ...runtime.databaseOptions(database.url),
      modules: BRIDGE_MODULES,
      retention: runtime.retention({ inbox: inboxRetentionDays, stamps: stampRetentionDays ?? null }),
    });
  }

  /** After the bus has drained. */
  onApplicationShutdown(): Promise<void> {
    return this.close();
  }
}
