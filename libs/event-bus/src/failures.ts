import type { Refusal } from '#contracts';

/**
 * What kind of failure a handler's error is. `transient`: worth another try with the same record. `outage`: a
 * dependency fails everyone; wait, do not count it against the record. `permanent`: the same input will fail again.
 */
export type FailureKind = 'transient' | 'outage' | 'permanent';

export type Classify = (error: unknown) => FailureKind | null;

/** Errors that only a mistake in our own code throws; retrying them is waiting for nothing. */
const PROGRAMMING_ERRORS = [TypeError, RangeError, ReferenceError, SyntaxError];

export function classifyFailure(error: unknown, classify: Classify): FailureKind {
  return classify(error) ?? (isPermanent(error) ? 'permanent' : 'transient');
}

function isPermanent(error: unknown): boolean {
  return error instanceof RefusedEventError || PROGRAMMING_ERRORS.some((type) => error instanceof type);
}

/** Work was given up because the worker is stopping: neither success nor failure, the record stays uncommitted. */
export class StoppedError extends Error {
  constructor() {
    super('the worker is stopping');
    this.name = 'StoppedError';
  }
}

export class MessageTooLargeError extends Error {
  readonly code = 'message_too_large';

  /** `limit` is `null` when it is the broker's own. */
  constructor(topic: string, bytes: number, limit: number | null) {
    super(`a message of ${bytes} bytes for ${topic} exceeds the limit of ${limit ?? 'the broker'}`);
    this.name = 'MessageTooLargeError';
  }
}

/** The broker has no transactions, or not for us. */
export class NoTransactionsError extends Error {
  readonly code = 'transactions_unsupported';

  constructor(cause: unknown) {
    super('the broker has no transactions, or does not let this client use them', { cause });
    this.name = 'NoTransactionsError';
  }
}

/** The broker is there and does not let us in, or not do that; the message says why and what to look at. */
export class BrokerAccessError extends Error {
  readonly code = 'broker_access';

  constructor(message: string, cause: unknown) {
    super(message, { cause });
    this.name = 'BrokerAccessError';
  }
}

/** One of these topics is not on the broker. */
export class UnknownTopicError extends Error {
  readonly code = 'unknown_topic';

  constructor(readonly topics: readonly string[]) {
    super(`the broker lacks one of the topics ${topics.join(', ')}`);
    this.name = 'UnknownTopicError';
  }
}

/** A handler's word that an event is not one it can take: it is dead-lettered at once, with this reason. */
export class RefusedEventError extends Error {
  constructor(readonly refusal: Refusal) {
    super([refusal.message, ...refusal.details.map(({ path, message }) => `${path} ${message}`)].join('; '));
    this.name = 'RefusedEventError';
  }
}

/** The bus does not take requests yet, or the broker did not take in time what one caused. */
export class BusUnavailableError extends Error {
  override readonly name = 'BusUnavailableError';
}

export function asError(value: unknown): Error {
  return value instanceof Error ? value : new Error(String(value));
}
