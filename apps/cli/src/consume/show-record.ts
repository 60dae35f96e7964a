import { isUtf8 } from 'node:buffer';
import type { InboundRecord } from '#contracts';
import { oneLine, printable } from '../printable';
import type { Paint } from '../session';

/** A record as people read it: where it stands, then its value, indented where it is JSON. */
export function showRecord(record: InboundRecord, paint: Paint): string {
  const { topic, partition, offset, timestamp, key, value, headers } = record;
  const place = paint('bold', `${topic} ${partition}@${offset}`);
  const time = paint('dim', new Date(timestamp).toISOString());
  return [
    `${place}  ${time}${key === null ? '' : `  key ${oneLine(textOf(key))}`}`,
    ...Object.entries(headers).map(([name, bytes]) => paint('dim', `  ${oneLine(`${name}: ${textOf(bytes)}`)}`)),
    indented(value === null ? paint('dim', '(no value)') : valueText(value)),
    '',
  ].join('\n');
}

/** One line for programs. Bytes that are no UTF-8 stand under `…_base64` instead. */
export function recordAsJson({ topic, partition, offset, timestamp, key, value, headers }: InboundRecord): string {
  const names = Object.entries(headers).map(([name, bytes]) => [name, textOf(bytes)] as const);
  return JSON.stringify({
    topic,
    partition,
    offset,
    timestamp: new Date(timestamp).toISOString(),
    ...exact('key', key),
    headers: Object.fromEntries(names),
    ...exact('value', value),
  });
}

function exact(name: string, bytes: Buffer | null): Record<string, string | null> {
  if (bytes === null || isUtf8(bytes)) return { [name]: bytes?.toString('utf8') ?? null };
  return { [`${name}_base64`]: bytes.toString('base64') };
}

function valueText(value: Buffer): string {
  if (!isUtf8(value)) return `(${value.length} bytes that are not text)`;
  const text = value.toString('utf8');
  try {
    return printable(JSON.stringify(JSON.parse(text), null, 2));
  } catch {
    return printable(text);
  }
}

function indented(text: string): string {
  return text.replace(/^/gm, '  ');
}

/** Bytes that are no UTF-8 in hexadecimal digits. */
export function textOf(bytes: Buffer): string {
  return isUtf8(bytes) ? bytes.toString('utf8') : `0x${bytes.toString('hex')}`;
}
