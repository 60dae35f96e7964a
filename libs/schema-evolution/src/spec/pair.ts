/** Which way a change is safe. */
export type Safe = 'both' | 'backward' | 'forward' | 'neither';

/** One change of a schema and what is to be said about it. */
export interface Pair {
  readonly change: string;
  readonly older: unknown;
  readonly newer: unknown;
  readonly strict: Safe;
  /** The same as `strict` where absent. */
  readonly tolerant?: Safe;
  readonly step?: 'none' | 'patch' | 'minor' | 'major';
  /** Rules that must be among the findings of the strict comparison, or of the tolerant one where strict has none. */
  readonly rules?: readonly string[];
}

type Properties = Readonly<Record<string, unknown>>;

/** An object that says nothing about additional members. */
export function open(properties: Properties, ...required: string[]) {
  return { type: 'object', properties, required };
}

export function closed(properties: Properties, ...required: string[]) {
  return { type: 'object', properties, required, additionalProperties: false };
}

/** The same change one level down, where most real changes are. */
export function inMember(schema: unknown) {
  return open({ payload: schema }, 'payload');
}

export const TEXT = { type: 'string' } as const;
export const WHOLE = { type: 'integer' } as const;
export const NUMBER = { type: 'number' } as const;
export const FLAG = { type: 'boolean' } as const;
export const NULL = { type: 'null' } as const;
export const FREE = { type: 'object' } as const;

/** As our decorators write an optional member. */
export function optional(schema: unknown) {
  return { anyOf: [schema, NULL] };
}

export function list(items: unknown) {
  return { type: 'array', items };
}
