import { Controller } from '@nestjs/common';
import type { RequestOf } from '#contracts';
import { Answers } from '#event-bus';
import { EventStore } from '#event-store';
import { batchStamp } from './stamping/batch-stamp';
import { stamp } from './stamping/stamp';
import type { Stamping } from './stamping/stamp-store';
import { verify } from './stamping/verify';

@Controller()
export class StampingController {
  readonly #stamping: Stamping;

  constructor({ stamps }: EventStore) {
    this.#stamping = { stamps, now: () => new Date() };
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
