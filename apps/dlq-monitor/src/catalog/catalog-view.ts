/** One member of a payload, at any depth; a list of them is in the order of reading. */
export interface FieldView {
  /** Where it is from the payload's root, e.g. `error.details[].code`. */
  readonly path: string;
  readonly name: string;
  /** 0 for members of the payload itself. */
  readonly depth: number;
  /** In words: `string`, `list of objects`, `integer or null`. */
  readonly type: string;
  readonly required: boolean;
  /** What the type does not say, in words: `0 to 1`, `not empty`. */
  readonly rules: readonly string[];
  readonly description?: string;
}

/** A whole message: the sample in an envelope. */
export interface MessageView {
  readonly envelope: string;
  /** Of the topic that it would be sent to. */
  readonly style: string;
  readonly message: unknown;
}

/** A catalog entry as plain data, with what can be derived about it. The console reads it, so it imports nothing. */
export interface EntryView {
  readonly name: string;
  readonly domain: string;
  readonly pattern: string;
  readonly version: string;
  /** It has a successor, beside which it is published until its end. */
  readonly deprecated?: { readonly since: string; readonly until: string; readonly replacedBy: string };
  readonly summary: string;
  readonly places: readonly { readonly style: string; readonly name: string }[];
  readonly eventType?: string;
  readonly key: string | null;
  readonly partitions: number;
  readonly retentionDays: number | null;
  readonly compression: string;
  readonly producers: readonly string[];
  readonly consumers: readonly string[];
  readonly answeredBy?: string;
  readonly sample: unknown;
  readonly invalid: readonly {
    readonly why: string;
    readonly payload: unknown;
    readonly path: string;
    readonly message: string;
  }[];
  readonly sources: readonly string[];
  /** Name of the payload's schema. */
  readonly payload: string;
  /** Its file below `schemas/`. */
  readonly schema: string;
  readonly fields: readonly FieldView[];
  /** What is demanded of the fields together. */
  readonly rules: readonly string[];
  /** Names of the requests it answers. */
  readonly answers: readonly string[];
  /** Names of the other entries found on one of its topics. */
  readonly sharesTopicWith: readonly string[];
  readonly messages: readonly MessageView[];
}

/** The answer to `GET /catalog.json`. */
export interface CatalogView {
  readonly entries: readonly EntryView[];
  /** What `{env}` may stand for. */
  readonly environments: readonly string[];
}
