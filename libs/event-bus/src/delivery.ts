import { MAX_MESSAGE_BYTES, type InboundRecord, type AnyOutboundRecord, type Refusal } from '#contracts';
import { asError, MessageTooLargeError, StoppedError } from './failures';
import type { SendQueue } from './send-queue';
import type { BusLog, BusMetrics } from './settings';
import { pause } from './signals';

const FIRST_DELAY_MS = 100;
const MAX_DELAY_MS = 5_000;

/** A dead letter is as large as the record that it is about: whether it fits, its topic decides. */
const MAX_DEAD_LETTER_BYTES = 64 * MAX_MESSAGE_BYTES;

/**
 * Publishing what a record's settlement depends on: it is tried until the broker has it, because the only alternative
 * would be to lose it. While it cannot be published, `failure` says why and readiness is red.
 */
export class Delivery {
  readonly #queue: SendQueue;
  readonly #log: BusLog;
  readonly #metrics: BusMetrics;
  readonly #signal: AbortSignal;
  readonly #failing = new Map<symbol, string>();

  constructor(queue: SendQueue, log: BusLog, metrics: BusMetrics, signal: AbortSignal) {
    this.#queue = queue;
    this.#log = log;
    this.#metrics = metrics;
    this.#signal = signal;
  }

  /** Why something cannot be published at the moment. */
  get failure(): string | null {
    for (const reason of this.#failing.values()) return reason;
    return null;
  }

  /** Rejects only with `MessageTooLargeError`, or `StoppedError` when the worker stops first. */
  async deliver(records: readonly AnyOutboundRecord[]): Promise<void> {
    await this.#sendUntilAcknowledged(records, MAX_MESSAGE_BYTES, (error) => error instanceof MessageTooLargeError);
  }

  /** Rejects only with `StoppedError`: a record that can neither be handled nor dead-lettered stays where it is. */
  async deadLetter(
    record: InboundRecord,
    letter: AnyOutboundRecord,
    reason: Refusal,
    correlationId: string | null,
  ): Promise<void> {
    await this.#sendUntilAcknowledged([letter], MAX_DEAD_LETTER_BYTES, () => false);
    const { topic, partition, offset } = record;
    this.#metrics.deadLettered(topic, reason.code);
    const facts = { topic, partition, offset, correlation_id: correlationId, code: reason.code };
    this.#log.warn({ ...facts, dead_letter_topic: letter.topic }, 'dead-lettered');
  }

  async #sendUntilAcknowledged(
    records: readonly AnyOutboundRecord[],
    limit: number,
    isFinal: (error: unknown) => boolean,
  ): Promise<void> {
    const attempt = Symbol('delivery');
    try {
      for (let delay = FIRST_DELAY_MS; ; delay = Math.min(MAX_DELAY_MS, delay * 2)) {
        try {
          await this.#queue.send(records, limit);
          return;
        } catch (error) {
          if (isFinal(error)) throw error;
          this.#failing.set(attempt, `cannot publish to ${records[0]?.topic ?? '?'}: ${asError(error).message}`);
          this.#log.error({ topic: records[0]?.topic, error: asError(error) }, 'publishing failed; trying again');
        }
        await pause(delay, this.#signal);
        if (this.#signal.aborted) throw new StoppedError();
      }
    } finally {
      this.#failing.delete(attempt);
    }
  }
}
