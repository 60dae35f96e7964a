import type { Response } from 'express';
import type { Actor } from '#access';
import type { HttpRequest } from '../http-request';

/** A request that was allowed and answered without an error. */
export interface ServedRequest {
  /** Method and pattern of the path: what stands in for its parameters is for nobody's log. */
  readonly operation: string;
  readonly actor: Actor;
  readonly requestId: string;
  readonly status: number;
  readonly tookMs: number;
}

const FIRST_ERROR = 400;

/** Tells of a request when its answer is complete; of one that is refused, fails, or is given up, never. */
export function whenServed(request: HttpRequest, actor: Actor, tell: (served: ServedRequest) => void): void {
  const from = performance.now();
  const response = request.res as Response;
  response.once('finish', () => {
    const { statusCode: status } = response;
    if (status >= FIRST_ERROR) return;
    const { method, requestId = '' } = request;
    const tookMs = Math.round((performance.now() - from) * 1000) / 1000;
    tell({ operation: `${method} ${pathOf(request)}`, actor, requestId, status, tookMs });
  });
}

export function pathOf({ route }: HttpRequest): string | undefined {
  return (route as { readonly path?: string } | undefined)?.path;
}
