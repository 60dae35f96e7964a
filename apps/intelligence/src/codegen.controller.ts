import { Controller } from '@nestjs/common';
import type { RequestOf } from '#contracts';
import { Answers } from '#event-bus';
import { createValidate } from './validation/validate';
import { WorkerPool } from './validation/worker-pool';

@Controller()
export class CodegenController {
  readonly #validate: ReturnType<typeof createValidate>;

  constructor(pool: WorkerPool) {
    this.#validate = createValidate(pool);
  }

  @Answers('validate')
  validate({ payload }: RequestOf<'validate'>) {
    return this.#validate(payload);
  }
}
