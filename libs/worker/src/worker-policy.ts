import type { AppMiddleware, FailureKind, Inbox, OtherTopics, StoredEnds } from '#event-bus';
import type { HealthCheck } from '#operations';

/** What the bus and the health pages must know of a worker's own dependencies. */
export abstract class WorkerPolicy {
  readonly middleware: AppMiddleware = {};
  readonly inbox?: Inbox;
  /** Taken in by the handler of `OTHER_TOPICS`. */
  readonly otherTopics?: OtherTopics;
  /** Where what the worker stores ends, for one whose records are to be read again where its database has lost them. */
  readonly storedEnds?: StoredEnds;
  /** Those of the bus itself are there without it. */
  readonly checks: readonly HealthCheck[] = [];

  /** Names the failures of the worker's own dependencies; `null` leaves the judgement to the bus. */
  classify(_error: unknown): FailureKind | null {
    return null;
  }

  /** Resolves when the dependency whose outage was reported answers again. */
  probe(): Promise<void> {
    return Promise.resolve();
  }
}
