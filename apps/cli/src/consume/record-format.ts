import type { InboundRecord } from '#contracts';
import { usage } from '../failure';
import { printable } from '../printable';
import { textOf } from './show-record';

/** What commands a terminal is spelt out. */
const shown = (bytes: Buffer): string => printable(textOf(bytes));

/** The letters are those of kcat. */
const PARTS: Readonly<Record<string, (record: InboundRecord) => string>> = {
  t: ({ topic }) => topic,
  p: ({ partition }) => String(partition),
  o: ({ offset }) => offset,
  k: ({ key }) => (key === null ? '' : shown(key)),
  s: ({ value }) => (value === null ? '' : shown(value)),
  S: ({ value }) => String(value?.length ?? -1),
  T: ({ timestamp }) => String(timestamp),
  h: ({ headers }) =>
    Object.entries(headers)
      .map(([name, bytes]) => printable(`${name}=${textOf(bytes)}`))
      .join(','),
  '%': () => '%',
};

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '\\': '\\' };

/** A line for each record, as `template` has it: `%t %p %o %k %s`. Throws a usage failure for letters it does not know. */
export function recordFormat(template: string): (record: InboundRecord) => string {
  const parts = (template.match(/%[\s\S]?|\\[ntr\\]|[^%\\]+|\\/g) ?? []).map(readPart);
  return (record) => parts.map((part) => part(record)).join('');
}

function readPart(text: string): (record: InboundRecord) => string {
  if (text.startsWith('%')) {
    const part = PARTS[text.slice(1)];
    if (part === undefined)
      throw usage(`--format has ${JSON.stringify(text)}; it knows %${Object.keys(PARTS).join(', %')}`);
    return part;
  }
  const plain = text.startsWith('\\') ? (ESCAPES[text.slice(1)] ?? text) : text;
  return () => plain;
}
