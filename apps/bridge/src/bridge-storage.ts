import { Inject, Injectable } from '@nestjs/common';
import { STAMPING } from '#stamping';
import { INBOX, Storage } from '#storage';
import { WorkerRuntime } from '#worker';
import { bridgeConfig, type BridgeConfig } from './config';

/** What the bridge keeps in PostgreSQL. */
export const BRIDGE_MODULES = [INBOX, STAMPING];

@Injectable()
export class BridgeStorage extends Storage {
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
}
