import { createHash } from 'node:crypto';
import {
  readId,
  readSchema,
  readSchemaText,
  readVerdict,
  readVersion,
  readVersions,
  type CompatibilityVerdict,
  type JsonSchema,
  type SchemaText,
  type SchemaVersion,
} from './answers';
import { RecentMap } from './recent-map';
import type { RegistrySettings } from './registry-address';
import { RegistryError } from './registry-error';
import { RegistryHttp, type Question } from './registry-http';

export const COMPATIBILITY_MODES = [
  'NONE',
  'BACKWARD',
  'BACKWARD_TRANSITIVE',
  'FORWARD',
  'FORWARD_TRANSITIVE',
  'FULL',
  'FULL_TRANSITIVE',
] as const;

export type CompatibilityMode = (typeof COMPATIBILITY_MODES)[number];

/** The languages of schemas that we write. */
export type SchemaType = 'JSON' | 'AVRO';

/** Several times the events of this bus; a schema has a few KiB. */
const REMEMBERED = 1_000;

/** Unknown subject, unknown version, unknown schema. */
const ABSENT: ReadonlySet<number | undefined> = new Set([40401, 40402, 40403]);

/** The subject of a topic's values (Confluent's TopicNameStrategy). */
export function subjectOf(topic: string): string {
  return `${topic}-value`;
}

/**
 * Redpanda's schema registry (the Confluent-compatible REST interface), for JSON Schema and Avro. Every method rejects with a
 * `RegistryError` and nothing else. Ids by subject and schema, and schemas by id, never change in a registry: once
 * known they are answered from memory, also while the registry is down.
 */
export class SchemaRegistryClient {
  readonly #http: RegistryHttp;
  readonly #ids = new RecentMap<string, number>(REMEMBERED);
  readonly #schemas = new RecentMap<number, JsonSchema>(REMEMBERED);

  /** Connects to nothing yet; throws `registry_url_invalid`. */
  constructor(settings: RegistrySettings) {
    this.#http = new RegistryHttp(settings);
  }

  /** The id of this schema under the subject, made a new version of it where it is not one yet. */
  async register(subject: string, schema: JsonSchema, type: SchemaType = 'JSON'): Promise<number> {
    const path = ['subjects', subject, 'versions'];
    try {
      return await this.#idOf(subject, schema, type, { what: `registering ${subject}`, method: 'POST', path });
    } catch (error) {
      if (!(error instanceof RegistryError && error.status === 409)) throw error;
      // Not every registry tells a conflict of two workers that start together from an incompatible schema.
      const byAnother = await this.lookup(subject, schema, type);
      if (byAnother === undefined) throw error;
      return byAnother;
    }
  }

  /** The id of this very schema under the subject, or `undefined` where it is not registered. */
  lookup(subject: string, schema: JsonSchema, type: SchemaType = 'JSON'): Promise<number | undefined> {
    const path = ['subjects', subject];
    return unlessAbsent(
      this.#idOf(subject, schema, type, { what: `looking up ${subject}`, method: 'POST', path }),
      undefined,
    );
  }

  /** `registry_refused` with error code 40403 where no schema has this id. */
  async schemaById(id: number): Promise<JsonSchema> {
    const known = this.#schemas.get(id);
    if (known !== undefined) return known;
    const question = { what: `reading schema ${id}`, method: 'GET', path: ['schemas', 'ids', id] } as const;
    const schema = readSchema(await this.#http.ask(question));
    this.#schemas.set(id, schema);
    return schema;
  }

  /** A schema of any type, not remembered here; `undefined` where none has this id. */
  textById(id: number): Promise<SchemaText | undefined> {
    const question = { what: `reading schema ${id}`, method: 'GET', path: ['schemas', 'ids', id] } as const;
    return unlessAbsent(this.#http.ask(question).then(readSchemaText), undefined);
  }

  /** Resolves when the registry answers. */
  async probe(): Promise<void> {
    await this.#http.ask({ what: 'asking the registry', method: 'GET', path: ['schemas', 'types'] });
  }

  /** `undefined` where the subject has no version. */
  latest(subject: string): Promise<SchemaVersion | undefined> {
    const path = ['subjects', subject, 'versions', 'latest'];
    const answer = this.#http.ask({ what: `reading ${subject}`, method: 'GET', path });
    return unlessAbsent(answer.then(readVersion), undefined);
  }

  /** The numbers of the subject's versions; none where it is unknown. */
  versions(subject: string): Promise<readonly number[]> {
    const path = ['subjects', subject, 'versions'];
    return unlessAbsent(this.#http.ask({ what: `reading ${subject}`, method: 'GET', path }).then(readVersions), []);
  }

  /**
   * Whether the subject's compatibility mode would let this schema follow that version. Anything may be the first.
   * The rules are the registry's own: not every one can compare JSON Schema 2020-12.
   */
  testCompatibility(
    subject: string,
    schema: JsonSchema,
    version: number | 'latest' = 'latest',
  ): Promise<CompatibilityVerdict> {
    const path = ['compatibility', 'subjects', subject, 'versions', version];
    const body = { schemaType: 'JSON', schema: JSON.stringify(schema) };
    const answer = this.#http.ask({ what: `comparing ${subject}`, method: 'POST', path, query: '?verbose=true', body });
    return unlessAbsent(answer.then(readVerdict), { compatible: true, reasons: [] });
  }

  /** Sets what the registry demands of the subject's next versions. */
  async setCompatibility(subject: string, mode: CompatibilityMode): Promise<void> {
    const what = `setting ${subject} to ${mode}`;
    await this.#http.ask({ what, method: 'PUT', path: ['config', subject], body: { compatibility: mode } });
  }

  async #idOf(subject: string, schema: JsonSchema, type: SchemaType, question: Question): Promise<number> {
    const text = JSON.stringify(schema);
    const key = `${subject}\n${createHash('sha256').update(text).digest('base64')}`;
    const known = this.#ids.get(key);
    if (known !== undefined) return known;
    const id = readId(await this.#http.ask({ ...question, body: { schemaType: type, schema: text } }));
    this.#ids.set(key, id);
    return id;
  }
}

async function unlessAbsent<Found, Otherwise>(asked: Promise<Found>, otherwise: Otherwise): Promise<Found | Otherwise> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof RegistryError && ABSENT.has(error.errorCode)) return otherwise;
    throw error;
  }
}
