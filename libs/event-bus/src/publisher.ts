import {
  checkOf,
  encodeRequest,
  REQUEST_PAYLOADS,
  canonicalPayload,
  type Origin,
  type OutboundRecord,
  type RefusalDetail,
  type RequestParts,
} from '#contracts';
import type { SendQueue } from './send-queue';

/** A payload that does not conform to its own schema is not sent. */
export class InvalidPayloadError extends Error {
  readonly code = 'invalid_payload';
  readonly details: readonly RefusalDetail[];

  constructor(subject: string, details: readonly RefusalDetail[]) {
    super(`${subject} does not conform: ${details.map(({ path, message }) => `${path} ${message}`.trim()).join('; ')}`);
    this.name = 'InvalidPayloadError';
    this.details = details;
  }
}

export class Publisher {
  readonly #queue: SendQueue;
  readonly #origin: Origin;

  constructor(queue: SendQueue, origin: Origin) {
    this.#queue = queue;
    this.#origin = origin;
  }

  /** Publishes a request as a client of `parts.style` would; throws `InvalidPayloadError` before anything is sent. */
  async request(parts: RequestParts): Promise<void> {
    const details = checkOf(REQUEST_PAYLOADS[parts.operation])(canonicalPayload(parts.operation, parts.payload));
    if (details.length > 0) throw new InvalidPayloadError(`the ${parts.operation} request`, details);
    await this.#queue.send([encodeRequest(parts, this.#origin)]);
  }

  /** Publishes finished records, all acknowledged or rejected together. */
  async records(records: readonly OutboundRecord[]): Promise<void> {
    await this.#queue.send(records);
  }
}
