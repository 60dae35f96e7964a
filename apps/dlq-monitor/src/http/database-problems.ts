import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { catchError, throwError, type Observable } from 'rxjs';
import { busy } from '#http';
import { safeText } from '#operations';
import { classifyDatabaseError } from '#storage';

const RETRY_AFTER_SECONDS = 5;

/** A database that is away or busy is no mistake of ours: 503 with the reason instead of 500. */
@Injectable()
export class DatabaseProblems implements NestInterceptor {
  intercept(_context: ExecutionContext, next: CallHandler): Observable<unknown> {
    return next.handle().pipe(catchError((error: unknown) => throwError(() => asProblem(error))));
  }
}

/** The error, or the problem that it is for whoever asks. */
export function asProblem(error: unknown): unknown {
  if (!(error instanceof Error) || classifyDatabaseError(error) === 'permanent') return error;
  const reason = `The database cannot be asked now: ${safeText(error.message)}`;
  return busy('database_unavailable', reason, RETRY_AFTER_SECONDS);
}
