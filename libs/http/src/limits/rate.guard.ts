import { Inject, Injectable, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { ThrottlerGuard, type ThrottlerLimitDetail } from '@nestjs/throttler';
import { actorKey } from '../access/actor-key';
import { HTTP_OPTIONS, type HttpOptions } from '../http-options';
import type { HttpRequest } from '../http-request';
import { tooMany } from '../problem/problem';
import { isHealthPage } from './admission';
import { BoundedCounts } from './bounded-counts';

const MINUTE_MS = 60_000;

/** So many requests a minute, over all pages: of an actor from wherever, of an address where nobody is known to ask. */
@Injectable()
export class RateGuard extends ThrottlerGuard {
  constructor(@Inject(HTTP_OPTIONS) { requestsPerMinute }: HttpOptions, @Inject(Reflector) reflector: Reflector) {
    const options = {
      throttlers: [{ ttl: MINUTE_MS, limit: requestsPerMinute }],
      skipIf: (context: ExecutionContext) => isHealthPage(context.switchToHttp().getRequest<HttpRequest>().path),
      generateKey: (_: ExecutionContext, client: string) => client,
    };
    super(options, new BoundedCounts(), reflector);
  }

  protected override async getTracker(request: HttpRequest): Promise<string> {
    return actorKey(request) ?? (await super.getTracker(request));
  }

  protected override throwThrottlingException(_: ExecutionContext, { limit, timeToBlockExpire }: ThrottlerLimitDetail) {
    return Promise.reject(tooMany(`More than ${limit} requests came within a minute.`, timeToBlockExpire));
  }
}
