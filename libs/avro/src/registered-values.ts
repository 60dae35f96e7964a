import { LRUCache } from 'lru-cache';
import { refusal, unframe, type AnyOutboundRecord, type Parsed } from '#contracts';
import type { SchemaRegistryClient } from '#schema-registry';
import { AvroRecords } from './avro-records';
import { compileSchema, SchemaUnusableError, type AvroReader } from './compile-schema';

export interface RegisteredValuesOptions {
  readonly registry: SchemaRegistryClient;
  /** Topics whose records are written in Avro, besides those of replies to requests in Avro. */
  readonly isAvro: (topic: string) => boolean;
  readonly log: { warn(facts: object, message: string): void };
}

/** `null`: the schema is no Avro schema, and so the value says by itself what it is. */
type Reading = AvroReader | null;

/** What a schema registry's ids stand for, learnt from it once each. */
const REMEMBERED = 256;

/** An id that is unknown now may be known to a registry of several nodes in a moment. */
const UNKNOWN_MS = 10_000;

/** Reads and writes records whose schema is in a registry. */
export class RegisteredValues {
  readonly #options: RegisteredValuesOptions;
  readonly #records: AvroRecords;
  readonly #readings = new LRUCache<number, { readonly reading: Reading }>({ max: REMEMBERED });
  readonly #asked = new Map<number, Promise<Reading>>();

  constructor(options: RegisteredValuesOptions) {
    this.#options = options;
    this.#records = new AvroRecords(options);
  }

  /** Resolves when the registry answers. */
  probe(): Promise<void> {
    return this.#options.registry.probe();
  }

  /**
   * What a framed value says; `null` where its schema is no Avro schema. Answers at once where the schema is known, and
   * rejects while the registry cannot be asked.
   */
  read(value: Buffer): Parsed | null | Promise<Parsed | null> {
    const framed = unframe(value);
    if (framed === null) return null;
    const { schemaId, body } = framed;
    const known = this.#readings.get(schemaId);
    if (known !== undefined) return known.reading === null ? null : known.reading(body);
    return this.#reading(schemaId).then((reading) => (reading === null ? null : reading(body)));
  }

  /** The record as it is to be sent. Rejects while the registry cannot be asked. */
  write(record: AnyOutboundRecord): AnyOutboundRecord | Promise<AnyOutboundRecord> {
    return this.#records.write(record);
  }

  /** Records of one new schema arrive together: one question is enough. */
  #reading(id: number): Promise<Reading> {
    const asked =
      this.#asked.get(id) ??
      this.#ask(id).finally(() => {
        this.#asked.delete(id);
      });
    this.#asked.set(id, asked);
    return asked;
  }

  async #ask(id: number): Promise<Reading> {
    const found = await this.#options.registry.textById(id);
    const reading =
      found === undefined ? refusing('unknown_schema', `the registry has no schema ${id}`) : of(id, found);
    this.#readings.set(id, { reading }, { ttl: found === undefined ? UNKNOWN_MS : 0 });
    return reading;
  }
}

function of(id: number, { type, text }: { readonly type: string; readonly text: string }): Reading {
  if (type !== 'AVRO') return null;
  try {
    return compileSchema(text);
  } catch (error) {
    if (!(error instanceof SchemaUnusableError)) throw error;
    return refusing('unusable_schema', `schema ${id} cannot be used: ${error.message}`);
  }
}

function refusing(code: 'unknown_schema' | 'unusable_schema', message: string): AvroReader {
  const refused: Parsed = { ok: false, refusal: refusal(code, message) };
  return () => refused;
}
