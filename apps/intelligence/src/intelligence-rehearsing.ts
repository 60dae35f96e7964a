import { Injectable } from '@nestjs/common';
import { operationsOnlyOf, type Request } from '#contracts';
import { Rehearsing, type HandleWithoutEffects } from '#worker';
import { Intelligence, type JobOf, type JobOperation } from '#code-intelligence';

/** The same threads; what is learned, kept for the next and measured is left out. */
@Injectable()
export class IntelligenceRehearsing extends Rehearsing {
  override readonly operations = operationsOnlyOf('intelligence');

  constructor(private readonly intelligence: Intelligence) {
    super();
  }

  override withoutEffects<Result>(work: (handle: HandleWithoutEffects) => Promise<Result>): Promise<Result> {
    const rehearsed = this.intelligence.withoutEffects();
    return work(({ operation, payload }: Request) =>
      rehearsed.answer(operation as JobOperation, payload as JobOf<JobOperation>['request']),
    );
  }
}
