import { Catch, HttpException, Inject, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { Response } from 'express';
import { activeSpan } from '#tracing';
import { HTTP_OPTIONS, type HttpOptions } from '../http-options';
import type { HttpRequest } from '../http-request';
import { allowedMethods } from './allowed-methods';
import { Problem } from './problem';

const CODES: Readonly<Record<number, string>> = { 400: 'bad_request', 404: 'not_found', 503: 'unavailable' };

/** Every error of every page in one form. What has a body of its own, such as the health pages, keeps it. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(@Inject(HTTP_OPTIONS) private readonly options: HttpOptions) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const [request, response] = [http.getRequest<HttpRequest>(), http.getResponse<Response>()];
    if (response.headersSent) {
      response.destroy();
      return;
    }
    const own = ownBody(error);
    if (own !== undefined) {
      response.status(own.status).json(own.body);
      return;
    }
    const problem = this.#problemOf(error, request);
    tellTrace(problem);
    response
      .status(problem.getStatus())
      .set(problem.headers)
      .type('application/problem+json')
      .json({ ...problem.body(), request_id: request.requestId });
  }

  #problemOf(error: unknown, request: HttpRequest): Problem {
    if (error instanceof Problem) return error;
    if (error instanceof HttpException) return fromNest(error, request);
    this.options.log.error({ error, request_id: request.requestId }, 'a request could not be answered');
    return new Problem(500, 'internal_error', 'The request could not be answered; the log says why.');
  }
}

/** What the client did wrong is no failure of the server's. */
function tellTrace(problem: Problem): void {
  if (problem.getStatus() >= 500) activeSpan()?.fail(problem.code);
  else activeSpan()?.set({ 'error.type': problem.code });
}

/** Nest's own errors carry their status in the body; a body without one was composed on purpose. */
function ownBody(error: unknown): { readonly status: number; readonly body: object } | undefined {
  if (!(error instanceof HttpException) || error instanceof Problem) return undefined;
  const body = error.getResponse();
  return typeof body === 'object' && !('statusCode' in body) ? { status: error.getStatus(), body } : undefined;
}

function fromNest(error: HttpException, request: HttpRequest): Problem {
  const status = error.getStatus();
  if (status === 404) return unmatched(request);
  return new Problem(status, CODES[status] ?? 'http_error', error.message);
}

/** Where other methods of the same path are served, the method is wrong and not the path. */
function unmatched(request: HttpRequest): Problem {
  const methods = allowedMethods(request);
  if (methods.length === 0) return new Problem(404, 'not_found', 'There is no such page.');
  const allow = methods.join(', ');
  return new Problem(405, 'method_not_allowed', `This page takes ${allow}.`, {}, { Allow: allow });
}
