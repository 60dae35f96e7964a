import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { hasRole, type Actor, type Role } from '#access';
import { HTTP_OPTIONS, type HttpOptions } from '../http-options';
import type { HttpRequest } from '../http-request';
import { Problem } from '../problem/problem';
import { SAFE_METHODS } from '../server/same-origin';
import { NEEDED_ROLE } from './decorators';
import { missingToken, roleNeeded } from './refusals';
import { pathOf, whenServed } from './served';

/** Lets through who is known and may do this. */
@Injectable()
export class AuthorizationGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    @Inject(HTTP_OPTIONS) private readonly options: HttpOptions,
  ) {}

  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<HttpRequest>();
    const { identity = missingToken() } = request;
    if (identity === 'anybody') return true;
    const role = this.#neededRole(context, request);
    const refused = this.#refusalOf(identity, role);
    this.#log(request, identity, role, refused);
    if (refused !== null) throw refused;
    const { onServed } = this.options;
    if (onServed !== undefined && !(identity instanceof Problem)) whenServed(request, identity, onServed);
    return true;
  }

  /** Every decision. */
  #log(request: HttpRequest, identity: Actor | Problem, role: Role, refused: Problem | null): void {
    const { method, requestId: request_id } = request;
    const path = pathOf(request);
    const who = identity instanceof Problem ? {} : { actor: identity.name, via: identity.via };
    const facts = { ...who, method, path, role, request_id, address: request.socket.remoteAddress };
    if (refused === null) return this.options.log.info(facts, 'a request was allowed');
    const { code, cause } = refused;
    this.options.log.warn({ code, ...facts, ...(cause !== undefined && { error: cause }) }, 'a request was refused');
  }

  #refusalOf(identity: Actor | Problem, needed: Role): Problem | null {
    if (identity instanceof Problem) return identity;
    return hasRole(identity, needed) ? null : roleNeeded(needed);
  }

  #neededRole(context: ExecutionContext, { method }: HttpRequest): Role {
    const stated = this.reflector.getAllAndOverride<Role | undefined>(NEEDED_ROLE, [
      context.getHandler(),
      context.getClass(),
    ]);
    return stated ?? (SAFE_METHODS.has(method) ? 'reader' : 'operator');
  }
}
