import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request, Response } from 'express';
import type { Observable } from 'rxjs';
import { busy, Problem } from '../problem/problem';
import { extendDeadline } from '../server/request-deadline';
import { SAFE_METHODS } from '../server/same-origin';
import { BodyBudget } from './body-budget';
import { BODY_RULE, DEFAULT_BODY, type BodyRule } from './body-rule';
import { parseBody } from './parse-json';
import { declaredBytes, readBytes } from './read-bytes';

const RETRY_AFTER_SECONDS = 5;

const JSON_TYPE = { name: 'application/json', form: /^application\/json(?:\s*;\s*charset="?utf-8"?)?\s*$/i } as const;

const TYPES = {
  json: JSON_TYPE,
  bytes: JSON_TYPE,
  multipart: { name: 'multipart/form-data', form: /^multipart\/form-data\s*;/i },
} as const;

/**
 * Reads the body as its page wants it, once it is known that the one who asks may: nobody else makes the worker hold
 * anything. No form of another site can send the types that are taken but for files, which change nothing.
 */
@Injectable()
export class BodyReader implements NestInterceptor {
  readonly #budget = new BodyBudget();

  constructor(private readonly reflector: Reflector) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const http = context.switchToHttp();
    const request = http.getRequest<Request>();
    if (!SAFE_METHODS.has(request.method)) {
      const stated = this.reflector.get<BodyRule | undefined>(BODY_RULE, context.getHandler());
      await this.#read(request, http.getResponse<Response>(), stated ?? DEFAULT_BODY);
    }
    return next.handle();
  }

  async #read(request: Request, response: Response, { as, maxBytes, withinMs, anyNames }: BodyRule): Promise<void> {
    const { name, form } = TYPES[as];
    if (!form.test(request.headers['content-type'] ?? '')) {
      throw new Problem(415, 'unsupported_media_type', `Send the body as content-type: ${name}.`);
    }
    if ((request.headers['content-encoding'] ?? 'identity') !== 'identity') {
      throw new Problem(415, 'unsupported_encoding', 'Send the body without content-encoding.');
    }
    if (withinMs > 0) extendDeadline(request, withinMs);
    if (as === 'multipart') return;
    const release = this.#budget.take(Math.min(declaredBytes(request) ?? maxBytes, maxBytes));
    if (release === null) throw busy('overloaded', 'Too many large bodies are being read.', RETRY_AFTER_SECONDS);
    response.once('close', release);
    const bytes = await readBytes(request, maxBytes);
    request.body = as === 'json' ? parseBody(bytes, anyNames) : bytes;
  }
}
