import {
  parseJsonObject,
  refusal,
  UNREPORTED,
  type AnyOutboundRecord,
  type DeadLetterCategory,
  type Ignored,
  type InboundRecord,
  type Message,
  type OutboundRecord,
  type Outcome,
  type Parsed,
  type Refusal,
  type Report,
  type ReplyAddress,
  type Request,
} from '#contracts';
import { isTracing, readTraceContext } from '#tracing';
import type { Attempt, Attempts } from '../attempts';
import type { HandledOutcome } from '../settings';
import type { Handler } from './handler';

/** What a request has behind it, in percent; one that fails keeps what it had reached. */
export const PROGRESS = { received: 0, decoded: 10, handled: 90, answered: 100 } as const;

/** Why a record cannot be handled. */
export interface Rejection {
  readonly refusal: Refusal;
  readonly category: DeadLetterCategory;
  readonly cause?: Error;
  /** Retries that were spent on it. */
  readonly retries?: number;
}

/** Nobody wants it handled any more: it is answered so, and there is nothing about it to look into. */
export function isCancelled({ refusal: { code } }: Rejection): boolean {
  return code === 'cancelled';
}

/** Our own fault: it must not cost the records behind this one, and says no more of the record than its kind. */
export function mistake(what: string, cause: Error): Rejection {
  return { refusal: refusal('internal_error', `${what}: ${cause.name}`), category: 'internal', cause };
}

/** Of a value that is longer, what was parsed is not kept beside it: in flight it would count twice. */
const MAX_KEPT_BYTES = 16_384;

/** One record on its way through the pipeline: what is known of it, and what it causes. */
export class Context implements Message {
  /** The request, once it is decoded. */
  request: Request | null = null;
  /** What the handler of an event is given, once it is decoded. */
  event: unknown = undefined;
  /** Whom to answer; `null` when nobody can be. */
  address: ReplyAddress | null = null;
  eventType: string | null = null;
  /** The version that a request states, as `statedVersion` has it. */
  version = 'none';
  progress: number = PROGRESS.received;
  /** Who listens to the handler. */
  report: Report = UNREPORTED;
  /** What the handler decided about a request. */
  result: Outcome<unknown> | Ignored | null = null;
  /** Tells whether the request was finished before; `null` where that is not remembered. */
  finished: (() => Promise<boolean>) | null = null;
  /** It was: it is answered again, and makes nothing known again. */
  isRepeated = false;
  readonly #outbox: OutboundRecord[] = [];
  #rejection: Rejection | null = null;
  #json: Parsed | undefined;
  #isRegistered = false;
  readonly #attempts: Pick<Attempts, 'run'>;

  constructor(
    readonly record: InboundRecord,
    readonly handler: Handler,
    attempts: Pick<Attempts, 'run'>,
    /** When it was taken over, by `performance.now()`; left out: now. */
    readonly receivedAt?: number,
  ) {
    this.#attempts = attempts;
  }

  get json(): Parsed {
    return (this.#json ??= parseJsonObject(this.record.value));
  }

  /** What the value says where its schema says how to read it; `null`: it is read as it is. A reply is written as its request was. */
  readAs(json: Parsed | null): void {
    if (json === null) return;
    this.#json = json;
    this.#isRegistered = true;
  }

  /** How its reply is to be written. */
  get format(): OutboundRecord['format'] {
    return this.#isRegistered ? 'avro' : undefined;
  }

  /** The request is decoded: what it was parsed from is of use only if it has to be dead-lettered. */
  accept(request: Request): void {
    this.request = request;
    this.address = request;
    this.progress = PROGRESS.decoded;
    if ((this.record.value?.length ?? 0) > MAX_KEPT_BYTES && !this.#isRegistered) this.#json = undefined;
  }

  /** Why the record cannot be handled; `null` while it can. */
  get rejection(): Rejection | null {
    return this.#rejection;
  }

  /** The steps behind are skipped: the requester is told, and the record goes to its dead-letter topic. */
  reject(rejection: Rejection): void {
    this.#rejection ??= rejection;
  }

  /** The steps behind broke off: what they decided and would have published is dropped, and there is a rejection to tell. */
  breakOff(rejection: Rejection): void {
    this.result = null;
    this.takeOutbox();
    this.reject(rejection);
  }

  /** Published, and acknowledged by the broker, before the offset of the record may be committed. */
  publish(...records: readonly OutboundRecord[]): void {
    this.#outbox.push(...records.map((record) => this.inTrace(record)));
  }

  /** While this worker is not traced, what a record causes goes on where the record itself was in a trace. */
  inTrace<Sent extends AnyOutboundRecord>(record: Sent): Sent {
    const trace = isTracing() ? null : readTraceContext(this.record.headers);
    return trace === null ? record : { ...record, headers: { ...trace, ...record.headers } };
  }

  /** What is to be published; it counts as published from here on. */
  takeOutbox(): OutboundRecord[] {
    return this.#outbox.splice(0);
  }

  /**
   * Tries work for this record: again where it may pass, and for as long as a dependency is down. Rejects with
   * `StoppedError` when the worker stops in between.
   */
  attempt<Result>(work: () => Promise<Result>): Promise<Attempt<Result>> {
    return this.#attempts.run(this.record, work);
  }

  get outcome(): HandledOutcome {
    if (this.#rejection !== null) return this.#rejection.category === 'contract' ? 'refused' : 'dead_lettered';
    return this.result === null || this.result.kind === 'ignored' ? 'consumed' : 'answered';
  }
}
