import { Inject, Injectable } from '@nestjs/common';
import type { Erasure } from '#personal-data';
import { forgetSent } from '#storage';
import { WorkerPersonalData, WorkerRuntime } from '#worker';
import { dlqMonitorConfig, type DlqMonitorConfig } from './config';
import { MonitorStorage } from './monitor-storage';

@Injectable()
export class MonitorPersonalData extends WorkerPersonalData {
  constructor(
    private readonly storage: MonitorStorage,
    protected override readonly runtime: WorkerRuntime,
    @Inject(dlqMonitorConfig.KEY) { personalData }: DlqMonitorConfig,
  ) {
    super(storage, personalData.masters);
  }

  override async erase(erasure: Erasure, at: Date): Promise<void> {
    await super.erase(erasure, at);
    await forgetSent(this.storage);
  }
}
