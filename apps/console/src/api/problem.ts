import type { components } from './dlq-monitor';

type ProblemDto = components['schemas']['ProblemDto'];

/** An answer that is an error, with its stable code. */
export class ProblemError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    detail: string,
    readonly requestId: string | null,
  ) {
    super(detail);
    this.name = 'ProblemError';
  }
}

export async function problemOf(response: Response): Promise<ProblemError> {
  const body: Partial<ProblemDto> = await response.json().then(
    (parsed: unknown) => parsed as Partial<ProblemDto>,
    () => ({}),
  );
  const detail = body.detail ?? `The server answered ${response.status} ${response.statusText}.`;
  return new ProblemError(response.status, body.code ?? 'unknown', detail, body.request_id ?? null);
}

/** Whether somebody has to sign in. */
export function isUnauthorized(error: unknown): boolean {
  return error instanceof ProblemError && error.status === 401;
}

export function isMissing(error: unknown): boolean {
  return error instanceof ProblemError && error.status === 404;
}
