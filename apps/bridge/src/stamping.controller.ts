import { Controller } from '@nestjs/common';
import type { RequestOf } from '#contracts';
import { Answers } from '#event-bus';
import { batchStamp, stamp, Stamps, verify, type Stamping } from '#stamping';
import { BridgePersonalData } from './bridge-personal-data';
import { BridgeStorage } from './bridge-storage';
import { stampingFor } from './stamping-for';

@Controller()
export class StampingController {
  readonly #stamping: Stamping;

  constructor({ query }: BridgeStorage, personal: BridgePersonalData) {
    const now = () => new Date();
    this.#stamping = { stamps: new Stamps(query, { personal, now }), now };
  }

  @Answers('stamp')
  stamp({ payload, trace }: RequestOf<'stamp'>) {
    return stamp(payload, stampingFor(this.#stamping, trace));
  }

  @Answers('batch_stamp')
  batchStamp({ payload, trace }: RequestOf<'batch_stamp'>) {
    return batchStamp(payload, stampingFor(this.#stamping, trace));
  }

  @Answers('verify')
  verify({ payload }: RequestOf<'verify'>) {
    return verify(payload, this.#stamping);
  }
}
