import { Global, Module, type OnApplicationBootstrap } from '@nestjs/common';
import { Bus } from '#event-bus';
import { ErasedSubjectsController, WorkerOutbox, WorkerPersonalData } from '#jobs';
import { Storage } from '#storage';
import { operationPages, RehearsalsController, Rehearsing, WorkerModule } from '#worker';
import { BridgePolicy } from './bridge-policy';
import { BridgeRehearsing } from './bridge-rehearsing';
import { BridgeStorage } from './bridge-storage';
import { bridgeConfig } from './config';
import { HashController } from './metadata-stamping/hash.controller';
import { HttpStamping } from './metadata-stamping/http-stamping';
import { KeptStampsController } from './metadata-stamping/kept-stamps.controller';
import { StampingHealthController } from './metadata-stamping/stamping-health.controller';
import { StampingPagesController } from './metadata-stamping/stamping-pages.controller';
import { StampsController } from './stamps/stamps.controller';
import { RevocationsController } from './revocations.controller';
import { StampRevocations } from './revocations';
import { StampSigning } from './stamp-signing';
import { StampingKeysController } from './stamping-keys.controller';
import { StampingController } from './stamping.controller';

@Global()
@Module({
  imports: [WorkerModule.forRoot({ name: 'bridge', config: bridgeConfig, policy: BridgePolicy })],
  controllers: [
    ErasedSubjectsController,
    operationPages('bridge'),
    RehearsalsController,
    StampingController,
    StampingPagesController,
    KeptStampsController,
    HashController,
    StampsController,
    StampingHealthController,
    StampingKeysController,
    RevocationsController,
  ],
  providers: [
    WorkerPersonalData,
    BridgePolicy,
    BridgeStorage,
    { provide: Storage, useExisting: BridgeStorage },
    WorkerOutbox,
    HttpStamping,
    StampSigning,
    StampRevocations,
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
