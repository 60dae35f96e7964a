import type { JobHandler } from '#storage';

/** The kinds of jobs that a worker does, by name. It takes no others: workers of several kinds may share a database. */
export abstract class JobHandlers {
  abstract readonly handlers: Readonly<Record<string, JobHandler>>;
}
