import { applyDecorators, createParamDecorator, SetMetadata, type ExecutionContext } from '@nestjs/common';
import type { Actor, Role } from '#access';
import type { HttpRequest } from '../http-request';
import { documented } from '../openapi/documented';
import { Problem } from '../problem/problem';

export const PUBLIC = 'omninode:public';
export const NEEDED_ROLE = 'omninode:needed-role';

const documentedRole = (role: Role | 'none') => documented(({ ApiExtension }) => ApiExtension('x-role', role));

/** Anybody may ask. */
export const Public = () => applyDecorators(SetMetadata(PUBLIC, true), documentedRole('none'));

/** The least role that may ask; without it `reader`, and `operator` for what changes something. */
export const Roles = (role: Role) => applyDecorators(SetMetadata(NEEDED_ROLE, role), documentedRole(role));

/** Who is asking; not on public pages. */
export const CurrentActor = createParamDecorator((_: unknown, context: ExecutionContext): Actor => {
  const { identity } = context.switchToHttp().getRequest<HttpRequest>();
  if (identity === undefined || identity === 'anybody' || identity instanceof Problem)
    throw new Error('nobody is known to ask here');
  return identity;
});

/** The id of the request, as in its answer and in the log. */
export const RequestId = createParamDecorator(
  (_: unknown, context: ExecutionContext): string => context.switchToHttp().getRequest<HttpRequest>().requestId ?? '',
);

/** What the actor is known by, to be shown to another worker; `undefined` where nothing is configured. */
export const PresentedToken = createParamDecorator(
  (_: unknown, context: ExecutionContext): string | undefined => context.switchToHttp().getRequest<HttpRequest>().token,
);
