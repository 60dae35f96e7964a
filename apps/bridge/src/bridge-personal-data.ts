import { Inject, Injectable } from '@nestjs/common';
import { WorkerPersonalData, WorkerRuntime } from '#worker';
import { BridgeStorage } from './bridge-storage';
import { bridgeConfig, type BridgeConfig } from './config';

@Injectable()
export class BridgePersonalData extends WorkerPersonalData {
  constructor(
    storage: BridgeStorage,
    protected override readonly runtime: WorkerRuntime,
    @Inject(bridgeConfig.KEY) { personalData }: BridgeConfig,
  ) {
    super(storage, personalData.masters);
  }
}
