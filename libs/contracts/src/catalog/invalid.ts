import type { JsonObject } from '../json';
import type { InvalidSample } from './catalog-entry';

/** The sample without the member at that JSON pointer. */
export function without(sample: JsonObject, pointer: string): InvalidSample {
  const cut = pointer.lastIndexOf('/');
  const name = pointer.slice(cut + 1);
  return {
    why: `without ${name}`,
    payload: changed(sample, pointer.split('/').slice(1), undefined),
    path: pointer.slice(0, cut),
    message: `must have required property '${name}'`,
  };
}

/** The sample with another value at that JSON pointer, and what the check says to it. */
export function having(sample: JsonObject, pointer: string, value: unknown, message: string): InvalidSample {
  return {
    why: `${pointer.slice(1)} is ${JSON.stringify(value)}`,
    payload: changed(sample, pointer.split('/').slice(1), value),
    path: pointer,
    message,
  };
}

/** A copy in which one member is `value`, or is not there where `value` is undefined. */
function changed(node: unknown, [step, ...rest]: readonly string[], value: unknown): unknown {
  if (step === undefined) return value;
  if (Array.isArray(node)) return node.with(Number(step), changed(node[Number(step)], rest, value));
  const copy = { ...(node as Record<string, unknown>) };
  const inner = changed(copy[step], rest, value);
  if (inner === undefined) delete copy[step];
  else copy[step] = inner;
  return copy;
}

/** What the checks say. */
export const NOT_LISTED = 'must be equal to one of the allowed values';
export const NOT_MATCHING = 'must match pattern';
