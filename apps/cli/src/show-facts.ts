import { columns } from './columns';
import { oneLine } from './printable';
import type { Json } from './worker-client';

/** Everything that is known of a thing, a line for each. */
export function showFacts(thing: Json): string {
  const known = Object.entries(thing).filter(([, value]) => value !== null);
  return columns(known.map(([name, value]) => [oneLine(name), cell(value)]));
}

/** A value for a table. */
export function cell(value: unknown): string {
  const text = typeof value === 'object' && value !== null ? JSON.stringify(value) : plain(value);
  return oneLine(text) || '-';
}

export function plain(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}
