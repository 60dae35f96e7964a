import type { Refusal } from './refusal';

/** A record as it came from the broker: bytes, nothing interpreted. Header values are raw bytes too. */
export interface InboundRecord {
  readonly topic: string;
  readonly partition: number;
  /** Decimal string: offsets are 64 bit. */
  readonly offset: string;
  /** Milliseconds since the epoch, from the broker. */
  readonly timestamp: number;
  readonly key: Buffer | null;
  /** `null` is a tombstone. */
  readonly value: Buffer | null;
  readonly headers: Readonly<Record<string, Buffer>>;
  /**
   * Why it could not be read as it was written. What is here then is what is left to tell it by: a part of the value, or
   * of the stored batch that it was in; of key and headers what could be kept.
   */
  readonly unreadable?: Refusal;
}

/** A record to be published. */
export interface OutboundRecord {
  readonly topic: string;
  readonly key: string | Buffer | null;
  readonly value: string | Buffer;
  readonly headers?: Readonly<Record<string, string | Buffer>>;
}
