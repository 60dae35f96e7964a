import { Global, Module, type OnApplicationBootstrap } from '@nestjs/common';
import { Bus } from '#event-bus';
import {
  ErasedSubjectsController,
  operationPages,
  RehearsalsController,
  Rehearsing,
  WorkerModule,
  WorkerPersonalData,
} from '#worker';
import { BridgePersonalData } from './bridge-personal-data';
import { BridgePolicy } from './bridge-policy';
import { BridgeRehearsing } from './bridge-rehearsing';
import { BridgeStorage } from './bridge-storage';
import { bridgeConfig } from './config';
import { StampingController } from './stamping.controller';

@Global()
@Module({
  imports: [WorkerModule.forRoot({ name: 'bridge', config: bridgeConfig, policy: BridgePolicy })],
  controllers: [ErasedSubjectsController, operationPages('bridge'), RehearsalsController, StampingController],
  providers: [
    BridgePersonalData,
    { provide: WorkerPersonalData, useExisting: BridgePersonalData },
    BridgePolicy,
    BridgeStorage,
    { provide: Rehearsing, useClass: BridgeRehearsing },
  ],
  exports: [BridgePolicy],
})
export class AppModule implements OnApplicationBootstrap {
  constructor(
    private readonly policy: BridgePolicy,
    private readonly bus: Bus,
  ) {}

  onApplicationBootstrap(): void {
    this.policy.start(this.bus);
  }
}
