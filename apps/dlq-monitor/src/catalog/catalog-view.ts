import type { CatalogEntry } from '#contracts';

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

/** A catalog entry as plain data, with what can be derived about it. */
export interface EntryView extends Omit<CatalogEntry, 'payload'> {
  /** Name of the payload's schema. */
  readonly payload: string;
  readonly fields: readonly FieldView[];
  /** What is demanded of the fields together. */
  readonly rules: readonly string[];
  /** Names of the requests it answers. */
  readonly answers: readonly string[];
  /** Names of the other entries found on one of its topics. */
  readonly sharesTopicWith: readonly string[];
}

/** The answer to `GET /catalog.json`. */
export interface CatalogView {
  readonly entries: readonly EntryView[];
}
