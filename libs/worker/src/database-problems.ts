import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { catchError, throwError, type Observable } from 'rxjs';
import { busy } from '#http';
import { safeText } from '#redaction';
import { WorkerPolicy } from './worker-policy';

const RETRY_AFTER_SECONDS = 5;

/** A database that is away or busy, by the worker's own judgement, is no mistake of ours: 503 with the reason instead of 500. */
@Injectable()
export class DatabaseProblems implements NestInterceptor {
  constructor(private readonly policy: WorkerPolicy) {}

  intercept(_context: ExecutionContext, next: CallHandler): Observable<unknown> {
    return next.handle().pipe(catchError((error: unknown) => throwError(() => this.asProblem(error))));
  }

  /** The error, or the problem that it is for whoever asks. */
  asProblem(error: unknown): unknown {
    const kind = this.policy.classify(error);
    if (!(error instanceof Error) || kind === null || kind === 'permanent') return error;
    const reason = `The database cannot be asked now: ${safeText(error.message)}`;
    return busy('database_unavailable', reason, RETRY_AFTER_SECONDS);
  }
}
