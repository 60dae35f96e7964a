import type { Operation, Outcome, Request } from '#contracts';

/** What answers a request, as far as it goes without effects. */
export type HandleWithoutEffects = (request: Request) => Promise<Outcome<unknown>>;

/** A worker that can say what it would answer. */
export abstract class Rehearsing {
  abstract readonly operations: readonly Operation[];

  /** `work` may use the handlers as long as it runs; whatever they stored is undone then, and nothing is remembered. */
  abstract withoutEffects<Result>(work: (handle: HandleWithoutEffects) => Promise<Result>): Promise<Result>;
}
