import type { NotComparable } from '#event-log';

/** A handler needs what is not here. */
export class NotComparableError extends Error {
  constructor(readonly reason: NotComparable) {
    super(reason);
    this.name = 'NotComparableError';
  }
}

/** What a handler asks does not answer: no fault of the request, and no answer to compare. */
export class UnavailableError extends Error {
  constructor(cause: unknown) {
    super('what a handler needs does not answer', { cause });
    this.name = 'UnavailableError';
  }
}

/** `work`, where any failure says nothing about the request. */
export async function needed<Result>(work: Promise<Result>): Promise<Result> {
  return work.catch((error: unknown) => {
    throw new UnavailableError(error);
  });
}
