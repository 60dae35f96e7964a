/** What is wrong with one property of a payload. */
export interface Detail {
  /** JSON pointer of the property; '' is the payload itself. */
  readonly path: string;
  readonly message: string;
}

/** Whatever goes wrong here; `code` says what, also where two copies of this package are loaded. */
export abstract class ClientError extends Error {
  abstract readonly code: string;

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
  }
}

/** The request does not conform to its schema. Nothing was sent. */
export class InvalidRequestError extends ClientError {
  readonly code = 'invalid_payload';
  readonly details: readonly Detail[];

  constructor(operation: string, details: readonly Detail[]) {
    const faults = details.map(({ path, message }) => `${path} ${message}`.trim()).join('; ');
    super(`the ${operation} request does not conform: ${faults}`);
    this.details = details;
  }
}

/** The worker refused the request, and would again. `code` is one of docs/errors.md. */
export class RequestRefusedError extends ClientError {
  readonly code: string;
  readonly correlationId: string;
  readonly details: readonly Detail[];
  /** The whole payload of the refusal. */
  readonly payload: Readonly<Record<string, unknown>>;

  constructor(
    error: { readonly code: string; readonly message: string; readonly details: readonly Detail[] },
    reply: { readonly correlationId: string; readonly payload: Readonly<Record<string, unknown>> },
  ) {
    super(`${error.code}: ${error.message}`);
    this.code = error.code;
    this.details = error.details;
    this.correlationId = reply.correlationId;
    this.payload = reply.payload;
  }
}

/** The request became a dead letter and nobody answered it. `code` is one of docs/errors.md. */
export class DeadLetteredError extends ClientError {
  readonly code: string;
  readonly correlationId: string;
  readonly topic: string;
  readonly partition: number;
  /** A decimal number. */
  readonly offset: string;

  constructor(
    error: { readonly code: string; readonly message: string },
    letter: {
      readonly correlationId: string;
      readonly topic: string;
      readonly partition: number;
      readonly offset: string;
    },
  ) {
    super(`${error.code}: ${error.message} (${letter.topic}, partition ${letter.partition}, offset ${letter.offset})`);
    this.code = error.code;
    this.correlationId = letter.correlationId;
    this.topic = letter.topic;
    this.partition = letter.partition;
    this.offset = letter.offset;
  }
}

/** No reply in time. The request may still be served later; ask again with the same ids, and it is the same request. */
export class ReplyTimeoutError extends ClientError {
  readonly code = 'request_timeout';
  readonly correlationId: string;

  constructor(operation: string, correlationId: string, timeoutMs: number) {
    super(`no reply to ${operation} ${correlationId} within ${timeoutMs} ms`);
    this.correlationId = correlationId;
  }
}

/** The broker has no topic to read replies from. */
export class MissingTopicsError extends ClientError {
  readonly code = 'missing_topics';
  readonly topics: readonly string[];

  constructor(topics: readonly string[]) {
    super(`the broker has no ${topics.join(', ')}`);
    this.topics = topics;
  }
}

/** The client was closed, or the Kafka client gave up for good (then with a `cause`): open another one. */
export class ClientClosedError extends ClientError {
  readonly code = 'client_closed';

  constructor(cause?: Error) {
    super(cause === undefined ? 'the client is closed' : `the client has ended: ${cause.message}`, { cause });
  }
}
