import { Controller } from '@nestjs/common';
import type { RequestOf } from '#contracts';
import { Answers } from '#event-bus';
import { Intelligence } from './intelligence';

@Controller()
export class CodegenController {
  constructor(private readonly intelligence: Intelligence) {}

  @Answers('validate')
  validate({ payload }: RequestOf<'validate'>) {
    return this.intelligence.answer('validate', payload);
  }

  @Answers('mixin')
  mixin({ payload }: RequestOf<'mixin'>) {
    return this.intelligence.answer('mixin', payload);
  }
}
