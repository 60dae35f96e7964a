import type { Context } from './context';

/**
 * One step on a record's way. It may act before and after `next`, which runs the steps behind it, and may append to
 * `context.outbox`. Rejecting with `StoppedError` means that the worker stops before the record is settled; failures of the
 * record itself are `context.reject`.
 */
export type Middleware = (context: Context, next: () => Promise<void>) => Promise<void>;

/** The steps of an app among those of the bus. */
export interface AppMiddleware {
  /** Sees the decoded message, and how its record ended once everything that it caused is published. */
  readonly around?: readonly Middleware[];
  /** Sees what the handler decided, and may add to what is published for it. */
  readonly within?: readonly Middleware[];
}

/** One function that runs the steps, the first one outermost. */
export function compose(steps: readonly Middleware[]): (context: Context) => Promise<void> {
  return steps.reduceRight<(context: Context) => Promise<void>>(
    (rest, step) => (context) => step(context, () => rest(context)),
    () => Promise.resolve(),
  );
}
