import { Controller } from '@nestjs/common';
import { Intelligence, UnwantedJobError, type JobOperation } from '#code-intelligence';
import type { Outcome, RequestOf, Results } from '#contracts';
import { RefusedEventError } from '#event-bus';
import { Answers } from '#worker';
import { SharedSessions } from './sessions/shared-sessions';
import { sessionCancelled } from './sessions/refuse-cancelled';
import { Assessments } from './subscriptions/assessments';

@Controller()
export class CodegenController {
  constructor(
    private readonly intelligence: Intelligence,
    private readonly assessments: Assessments,
    private readonly sessions: SharedSessions,
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
    const { payload, sessionId } = request;
    const isWanted = (): boolean => sessionId === null || !this.sessions.isKnown(sessionId);
    const outcome = await this.intelligence.answer(operation, payload, isWanted).catch((error: unknown) => {
      throw error instanceof UnwantedJobError ? new RefusedEventError(sessionCancelled()) : error;
    });
    this.assessments.remember(outcome.events);
    return outcome;
  }
}
