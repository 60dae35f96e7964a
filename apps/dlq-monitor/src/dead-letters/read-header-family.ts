import type { InboundRecord, RawHeader } from '#contracts';
import { allHeaders } from './header-fields';
import { HEADER_FAMILIES, type HeaderFamily, type HeaderSource } from './header-families';
import type { Members } from './members';

export type FamilyShape = (typeof HEADER_FAMILIES)[number]['shape'];

/** A dead letter of a framework that leaves the record as it was. */
export interface FamilyReading {
  readonly shape: FamilyShape;
  /** What its headers say, under the names the bodies use. */
  readonly fields: Members;
  /** The headers that the failed record had already. */
  readonly own: readonly RawHeader[];
  /** Bytes that the framework could not read; `undefined` where they stay in the record. */
  readonly key: Buffer | undefined;
  readonly value: Buffer | undefined;
  readonly keepsTombstones: boolean;
}

/** `undefined` where the headers are of no framework. The first family wins. */
export function readHeaderFamily(record: InboundRecord): FamilyReading | undefined {
  const family = HEADER_FAMILIES.find(({ marks }) => marks.some((mark) => Object.hasOwn(record.headers, mark)));
  if (family === undefined) return undefined;
  const headers = allHeaders(record);
  const values = valuesByName(headers);
  const { shape, prefixes, keepsTombstones, bytes }: HeaderFamily & { readonly shape: FamilyShape } = family;
  return {
    shape,
    fields: withCauseMessage(fieldsOf(family, values)),
    own: headers.filter(([name]) => !prefixes.some((prefix) => name.toString().toLowerCase().startsWith(prefix))),
    key: bytes && values.get(bytes.key)?.at(-1),
    value: bytes && values.get(bytes.value)?.at(-1),
    keepsTombstones,
  };
}

type Values = ReadonlyMap<string, readonly Buffer[]>;

function valuesByName(headers: readonly RawHeader[]): Values {
  const values = new Map<string, Buffer[]>();
  for (const [name, value] of headers) {
    const text = name.toString();
    if (value === null) continue;
    const known = values.get(text);
    if (known === undefined) values.set(text, [value]);
    else known.push(value);
  }
  return values;
}

function fieldsOf({ fields }: HeaderFamily, values: Values): Record<string, string> {
  const found: Record<string, string> = {};
  for (const [name, sources] of Object.entries(fields)) {
    const told = sources.map((source) => read(source, values)).find((text) => text !== undefined && text !== '');
    if (told !== undefined) found[name] = told;
  }
  return found;
}

function read(source: HeaderSource, values: Values): string | undefined {
  const { header, first, as, less = 0 } = typeof source === 'string' ? { header: source } : source;
  const value = values.get(header)?.at(first === true ? 0 : -1);
  if (value === undefined) return undefined;
  if (as === 'number') return numberIn(value, BigInt(less));
  const text = value.toString();
  return as === 'class' ? /^[\w.$]+/.exec(text)?.[0] : text;
}

/** Java's frameworks write numbers as bytes, their imitators as digits: as bytes, digits would be far out of range. */
function numberIn(value: Buffer, less: bigint): string | undefined {
  const text = value.toString('latin1');
  const found = /^\d{1,19}$/.test(text) ? BigInt(text) : bigEndian(value);
  if (found === undefined || found < 0n) return undefined;
  return String(found > less ? found - less : 0n);
}

function bigEndian(value: Buffer): bigint | undefined {
  if (value.length === 4) return BigInt(value.readInt32BE());
  return value.length === 8 ? value.readBigInt64BE() : undefined;
}

/** A wrapper's message says that something was thrown; the stack has what the cause said. */
function withCauseMessage(fields: Record<string, string>): Members {
  const { error_type: type, error_stack_trace: stack } = fields;
  if (type === undefined || stack === undefined) return fields;
  const said = `\nCaused by: ${type}: `;
  const at = stack.lastIndexOf(said);
  if (at < 0) return fields;
  const message = stack.slice(at + said.length).split('\n', 1)[0] ?? '';
  return message.trim() === '' ? fields : { ...fields, error_message: message };
}
