import { Controller } from '@nestjs/common';
import type { RequestOf } from '#contracts';
import { WorkerPersonalData } from '#jobs';
import { Answers } from '#worker';
import { batchStamp, signsStamps, stamp, Stamps, stampTree, verify, type SignsStamps, type Stamping } from '#stamping';
import { BridgeStorage } from './bridge-storage';
import { StampSigning } from './stamp-signing';
import { stampingFor } from './stamping-for';

@Controller()
export class StampingController {
  readonly #stamps: Stamps;
  readonly #signs: SignsStamps;
  readonly #stamping: Stamping;

  constructor({ query }: BridgeStorage, personal: WorkerPersonalData, signing: StampSigning) {
    const now = () => new Date();
    this.#stamps = new Stamps(query, { personal, now });
    this.#signs = signsStamps(query, signing);
    const { signed, isSigned, judge } = this.#signs;
    this.#stamping = { stamps: signed(this.#stamps), now, isSigned, judge };
  }

  @Answers('stamp')
  stamp({ payload, trace }: RequestOf<'stamp'>) {
    return stamp(payload, stampingFor(this.#stamping, trace));
  }

  @Answers('batch_stamp')
  batchStamp({ payload, trace }: RequestOf<'batch_stamp'>) {
    const together = { ...this.#stamping, stamps: this.#signs.signed(this.#stamps.together()) };
    return batchStamp(payload, stampingFor(together, trace));
  }

  @Answers('stamp_tree')
  stampTree({ payload }: RequestOf<'stamp_tree'>) {
    return stampTree(payload, this.#stamping);
  }

  @Answers('verify')
  verify({ payload }: RequestOf<'verify'>) {
    return verify(payload, this.#stamping);
  }
}
