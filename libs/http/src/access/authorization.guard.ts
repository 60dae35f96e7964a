import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { HTTP_OPTIONS, type HttpOptions } from '../http-options';
import type { HttpRequest } from '../http-request';
import { Problem } from '../problem/problem';
import { SAFE_METHODS } from '../server/same-origin';
import { hasRole, type Actor, type Role } from './actor';
import { NEEDED_ROLE } from './decorators';
import { missingToken, roleNeeded } from './refusals';

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
    const refused = this.#refusalOf(identity, this.#neededRole(context, request));
    if (refused === null) return true;
    const { code, cause } = refused;
    const facts = { code, address: request.socket.remoteAddress, ...(cause !== undefined && { error: cause }) };
    this.options.log.warn(facts, 'a request was refused');
    throw refused;
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
