import { Controller } from '@nestjs/common';
import type { Outcome, RequestOf, Results } from '#contracts';
import { Answers } from '#worker';
import { Intelligence, type JobOperation } from '#code-intelligence';
import { Assessments } from './subscriptions/assessments';

@Controller()
export class CodegenController {
  constructor(
    private readonly intelligence: Intelligence,
    private readonly assessments: Assessments,
  ) {}

  @Answers('validate')
  validate(request: RequestOf<'validate'>) {
    return this.answer('validate', request);
  }

  @Answers('analyze')
  analyze(request: RequestOf<'analyze'>) {
    return this.answer('analyze', request);
  }

  @Answers('pattern')
  pattern(request: RequestOf<'pattern'>) {
    return this.answer('pattern', request);
  }

  @Answers('mixin')
  mixin(request: RequestOf<'mixin'>) {
    return this.answer('mixin', request);
  }

  private async answer<O extends JobOperation>(operation: O, request: RequestOf<O>): Promise<Outcome<Results[O]>> {
    const outcome = await this.intelligence.answer(operation, request.payload);
    this.assessments.remember(outcome.events);
    return outcome;
  }
}
