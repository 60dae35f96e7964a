import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { HTTP_OPTIONS, type HttpOptions } from '../http-options';
import type { HttpRequest } from '../http-request';
import { PUBLIC } from './decorators';
import { Identify } from './identify';

/** Notes on a request who is asking; whether that is enough is for `AuthorizationGuard` to say. */
@Injectable()
export class AuthenticationGuard implements CanActivate {
  constructor(
    private readonly identify: Identify,
    private readonly reflector: Reflector,
    @Inject(HTTP_OPTIONS) private readonly options: HttpOptions,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<HttpRequest>();
    request.identity = this.#isPublic(context) ? 'anybody' : await this.identify.who(request);
    return true;
  }

  #isPublic(context: ExecutionContext): boolean {
    const marked = this.reflector.getAllAndOverride<true | undefined>(PUBLIC, [
      context.getHandler(),
      context.getClass(),
    ]);
    return marked === true || (this.options.publicPages ?? []).includes(context.getClass());
  }
}
