import type { HttpRequest } from '../http-request';
import { Problem } from '../problem/problem';

/** Tells actors apart, however they are known; `undefined` where nobody is known to ask. */
export function actorKey({ identity }: HttpRequest): string | undefined {
  if (identity === undefined || identity === 'anybody' || identity instanceof Problem) return undefined;
  return `${identity.via} ${identity.name}`;
}
