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
  /** The last value of each name. */
  readonly headers: Readonly<Record<string, Buffer>>;
  /** All of them exactly (`encodeHeaders`); absent where the record did not come from a broker, or not whole. */
  readonly rawHeaders?: Buffer;
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
  /** How the value is to be written, which is JSON here; left out: as it is. */
  readonly format?: 'avro';
}

/** A record to be published byte for byte as it was. */
export interface ExactRecord {
  readonly topic: string;
  /** Where it goes if the topic has such a partition; otherwise its key decides. */
  readonly partition?: number | null;
  readonly key: Buffer | null;
  /** `null` is a tombstone. */
  readonly value: Buffer | null;
  /** As `encodeHeaders` writes them. */
  readonly rawHeaders: Buffer;
  /** Come behind its own. */
  readonly headers?: Readonly<Record<string, string | Buffer>>;
}

export type AnyOutboundRecord = OutboundRecord | ExactRecord;
