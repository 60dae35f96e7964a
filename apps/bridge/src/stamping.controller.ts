import { Controller } from '@nestjs/common';
import type { RequestOf } from '#contracts';
import { Answers } from '#event-bus';
import { batchStamp, stamp, Stamps, verify, type Stamping } from '#stamping';
import { BridgeStorage } from './bridge-storage';

@Controller()
export class StampingController {
  readonly #stamping: Stamping;

  constructor({ query }: BridgeStorage) {
    this.#stamping = { stamps: new Stamps(query), now: () => new Date() };
  }

  @Answers('stamp')
  stamp({ payload }: RequestOf<'stamp'>) {
    return stamp(payload, this.#stamping);
  }

  @Answers('batch_stamp')
  batchStamp({ payload }: RequestOf<'batch_stamp'>) {
    return batchStamp(payload, this.#stamping);
  }

  @Answers('verify')
  verify({ payload }: RequestOf<'verify'>) {
    return verify(payload, this.#stamping);
  }
}
