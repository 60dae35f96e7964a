import { MAX_DEPTH, MAX_MESSAGE_BYTES, refusal, type Refusal } from '#contracts';

/** What the value stands for is no message, whatever its bytes. */
export class RefusedValueError extends Error {
  override readonly name = 'RefusedValueError';

  constructor(readonly refusal: Refusal) {
    super(refusal.message);
  }
}

/**
 * JSON text as it grows, within the limits that text from a sender is held to: a few bytes of Avro can stand for very
 * many values (nulls and empty records take none).
 */
export class JsonText {
  readonly #parts: string[] = [];
  #length = 0;
  #depth = 0;

  add(part: string): void {
    this.#length += part.length;
    if (this.#length > MAX_MESSAGE_BYTES) {
      const message = `the value stands for more than ${MAX_MESSAGE_BYTES} characters of JSON`;
      throw new RefusedValueError(refusal('message_too_large', message));
    }
    this.#parts.push(part);
  }

  /** What an object or an array holds. */
  within(open: string, close: string, fill: () => void): void {
    this.#depth += 1;
    if (this.#depth > MAX_DEPTH) {
      throw new RefusedValueError(refusal('too_deep', `the value nests deeper than ${MAX_DEPTH} levels`));
    }
    this.add(open);
    fill();
    this.add(close);
    this.#depth -= 1;
  }

  toString(): string {
    return this.#parts.join('');
  }
}
