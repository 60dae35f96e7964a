import type { Type } from 'avsc';
import { MalformedAvroError, type ByteCursor } from './byte-cursor';
import type { Read } from './reader-of';

/** What each type without parts is in JSON. Bytes are base64, as everywhere on this bus. */
export const SCALARS: Readonly<Record<string, (from: ByteCursor) => string>> = {
  null: () => 'null',
  boolean: (from) => flag(from.byte()),
  int: (from) => String(from.long()),
  long: (from) => String(from.long()),
  float: (from) => numberText(from.float()),
  double: (from) => numberText(from.double()),
  bytes: (from) => JSON.stringify(from.take(from.count()).toString('base64')),
  string: (from) => JSON.stringify(from.text()),
};

function flag(byte: number): string {
  if (byte > 1) throw new MalformedAvroError('a boolean is neither 0 nor 1');
  return byte === 1 ? 'true' : 'false';
}

function numberText(value: number): string {
  if (!Number.isFinite(value)) throw new MalformedAvroError('a number is none that JSON has');
  return JSON.stringify(value);
}

/** JSON in a string, as it was written: written again, large numbers would be others. */
export function jsonIn(from: ByteCursor): string {
  const text = from.text();
  try {
    JSON.parse(text);
    return text;
  } catch (cause) {
    throw new MalformedAvroError('a text that should be JSON is none', { cause });
  }
}

const DAY_MS = 86_400_000;

const INSTANTS: Readonly<Record<string, { readonly of: string; readonly ms: number; readonly length?: number }>> = {
  'timestamp-millis': { of: 'long', ms: 1 },
  'timestamp-micros': { of: 'long', ms: 0.001 },
  date: { of: 'int', ms: DAY_MS, length: 'YYYY-MM-DD'.length },
};

/** Instants and days as ISO 8601 has them; `null` where a logical type is none of them. */
export function instantReader(name: string, { typeName }: Type): Read | null {
  const instant = INSTANTS[name];
  if (instant?.of !== typeName) return null;
  return (from, to) => {
    const at = new Date(Math.floor(Number(from.long()) * instant.ms));
    if (Number.isNaN(at.getTime())) throw new MalformedAvroError('an instant is none that a calendar has');
    to.add(JSON.stringify(at.toISOString().slice(0, instant.length)));
  };
}
