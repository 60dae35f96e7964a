import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { Intelligence, UnwantedJobError, type JobOperation } from '#code-intelligence';
import type { Outcome, Report, RequestOf, Results } from '#contracts';
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
  validate(@Payload() request: RequestOf<'validate'>, @Ctx() report: Report) {
    return this.answer('validate', request, report);
  }

  @Answers('analyze')
  analyze(@Payload() request: RequestOf<'analyze'>, @Ctx() report: Report) {
    return this.answer('analyze', request, report);
  }

  @Answers('pattern')
  pattern(@Payload() request: RequestOf<'pattern'>, @Ctx() report: Report) {
    return this.answer('pattern', request, report);
  }

  @Answers('mixin')
  mixin(@Payload() request: RequestOf<'mixin'>, @Ctx() report: Report) {
    return this.answer('mixin', request, report);
  }

  private async answer<O extends JobOperation>(
    operation: O,
    request: RequestOf<O>,
    report: Report,
  ): Promise<Outcome<Results[O]>> {
    const { payload, sessionId } = request;
    const isWanted = (): boolean => sessionId === null || !this.sessions.isKnown(sessionId);
    const outcome = await this.intelligence.answer(operation, payload, { isWanted, report }).catch((error: unknown) => {
      throw error instanceof UnwantedJobError ? new RefusedEventError(sessionCancelled()) : error;
    });
    this.assessments.remember(outcome.events);
    return outcome;
  }
}
