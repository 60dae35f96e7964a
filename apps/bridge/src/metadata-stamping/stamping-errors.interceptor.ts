import {
  HttpException,
  Injectable,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import type { Request, Response } from 'express';
import { catchError, throwError, type Observable } from 'rxjs';
import { Problem } from '#http';
import { WorkerRuntime, DatabaseProblems } from '#worker';
import { notValid, refused } from './refusals';

const RETRY_AFTER_SECONDS = 5;

/** Errors of these pages in the form that clients of the Python service know; what is about HTTP itself keeps its own. */
@Injectable()
export class StampingErrors implements NestInterceptor {
  constructor(
    private readonly databaseProblems: DatabaseProblems,
    private readonly runtime: WorkerRuntime,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const http = context.switchToHttp();
    return next
      .handle()
      .pipe(
        catchError((error: unknown) =>
          throwError(() => this.#refusalOf(error, http.getRequest<Request>(), http.getResponse<Response>())),
        ),
      );
  }

  #refusalOf(caught: unknown, request: Request, response: Response): unknown {
    const error = this.databaseProblems.asProblem(caught);
    if (error instanceof Problem) return this.#ofProblem(error, response);
    if (error instanceof HttpException) return error;
    const { method, path } = request;
    this.runtime.logger.error({ error, method, path }, 'a request could not be answered');
    return refused(500, 'UNEXPECTED_ERROR', 'Internal server error');
  }

  #ofProblem(problem: Problem, response: Response): unknown {
    const { code, detail, facts } = problem;
    if (code === 'database_unavailable') {
      response.set('Retry-After', String(RETRY_AFTER_SECONDS));
      return refused(503, 'DATABASE_CONNECTION_ERROR', detail);
    }
    const field = facts.parameter ?? facts.field;
    return field !== undefined && /^(?:invalid|missing|unknown|repeated)_parameter$/.test(code)
      ? notValid(field, detail)
      : problem;
  }
}
