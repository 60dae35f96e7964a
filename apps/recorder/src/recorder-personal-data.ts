import { Inject, Injectable } from '@nestjs/common';
import { WorkerPersonalData, WorkerRuntime } from '#worker';
import { recorderConfig, type RecorderConfig } from './config';
import { RecorderStorage } from './recorder-storage';

@Injectable()
export class RecorderPersonalData extends WorkerPersonalData {
  constructor(
    storage: RecorderStorage,
    protected override readonly runtime: WorkerRuntime,
    @Inject(recorderConfig.KEY) { personalData }: RecorderConfig,
  ) {
    super(storage, personalData.masters);
  }
}
