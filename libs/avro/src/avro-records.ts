import { LRUCache } from 'lru-cache';
import { frame, parseText, type AnyOutboundRecord, type OutboundRecord } from '#contracts';
import { RegistryError } from '#schema-registry';
import { messageSchemaOf } from './message-schema';
import type { RegisteredValuesOptions } from './registered-values';
import { avroWriter, type AvroWriter } from './write-avro';

interface Registered {
  readonly id: number;
  readonly write: AvroWriter;
}

/** How long a schema that the registry refuses is not offered again. */
const REFUSED_MS = 60_000;

const MAX_TOPICS = 1_000;

/** Writes records in Avro, with schemas that it registers when they are first needed. */
export class AvroRecords {
  readonly #options: RegisteredValuesOptions;
  /** `null`: the topic has no Avro schema that the registry takes. */
  readonly #schemas = new LRUCache<string, { readonly registered: Registered | null }>({ max: MAX_TOPICS });
  readonly #pending = new Map<string, Promise<Registered | null>>();

  constructor(options: RegisteredValuesOptions) {
    this.#options = options;
  }

  write(record: AnyOutboundRecord): AnyOutboundRecord | Promise<AnyOutboundRecord> {
    if ('rawHeaders' in record) return record;
    const { topic, format } = record;
    if (format !== 'avro' && !this.#options.isAvro(topic)) return record;
    const known = this.#schemas.get(topic);
    if (known !== undefined) return inAvro(record, known.registered);
    return this.#registered(topic).then((registered) => inAvro(record, registered));
  }

  #registered(topic: string): Promise<Registered | null> {
    const pending =
      this.#pending.get(topic) ??
      this.#register(topic).finally(() => {
        this.#pending.delete(topic);
      });
    this.#pending.set(topic, pending);
    return pending;
  }

  /** A schema that the registry will not have costs the record its format: JSON tells its reader more than nothing. */
  async #register(topic: string): Promise<Registered | null> {
    const registered = await this.#attempt(topic);
    this.#schemas.set(topic, { registered }, { ttl: registered === null ? REFUSED_MS : 0 });
    return registered;
  }

  async #attempt(topic: string): Promise<Registered | null> {
    const message = messageSchemaOf(topic);
    if (message === null) return null;
    const { schema, subject } = message;
    try {
      const id = await this.#options.registry.register(subject, schema as Record<string, unknown>, 'AVRO');
      return { id, write: avroWriter(schema) };
    } catch (error) {
      if (!(error instanceof RegistryError) || error.transient) throw error;
      this.#options.log.warn({ subject, code: error.code, error }, 'the registry refuses a schema; writing JSON');
      return null;
    }
  }
}

function inAvro(record: OutboundRecord, registered: Registered | null): AnyOutboundRecord {
  const parsed = registered === null ? null : parseText(record.value.toString());
  if (registered === null || parsed?.ok !== true) return record;
  const { headers } = record;
  const isTyped = headers !== undefined && 'content_type' in headers;
  return {
    ...record,
    value: frame(registered.id, registered.write(parsed.value)),
    ...(isTyped && { headers: { ...headers, content_type: 'avro/binary' } }),
  };
}
