import { refusal } from '#contracts';
import type { Attempt } from '../attempts';
import { RefusedEventError } from '../failures';
import type { Rejection } from './context';
import type { Middleware } from './middleware';

/** Tries again what may pass and waits while a dependency is down; what fails for good becomes a rejection. */
export const retry: Middleware = async (context, next) => {
  const attempt = await context.attempt(next);
  if (attempt.kind === 'failed') context.reject(rejectionOf(context.handler.name, attempt));
};

function rejectionOf(name: string, attempt: Extract<Attempt<unknown>, { kind: 'failed' }>): Rejection {
  const { error, retries, exhausted } = attempt;
  if (error instanceof RefusedEventError) {
    return { refusal: error.refusal, category: 'contract', cause: error, retries };
  }
  const [code, category] = exhausted
    ? (['retries_exhausted', 'transient'] as const)
    : (['internal_error', 'internal'] as const);
  return { refusal: refusal(code, `${name} failed: ${error.name}`), category, cause: error, retries };
}
