import { exactNumber, parseExact } from './exact-json';
import { humanText, LABEL_LIMIT, PREVIEW_LIMIT } from './human-text';
import { REDACTED } from './redact-secrets';
import { isSecretName } from './secret-names';

const MAX_DEPTH = 16;

/** The beginning of a payload for people: at most `limit` characters, secrets hidden by name and by form. */
export function previewOf(payload: Buffer, limit = PREVIEW_LIMIT): string {
  const text = payload.toString('utf8');
  const json = parseExact(text);
  return json === undefined ? humanText(text, limit) : shortened(write(json, limit, MAX_DEPTH), limit);
}

/** As `previewOf`, for JSON that is already parsed. */
export function previewOfJson(json: unknown, limit = PREVIEW_LIMIT): string {
  return shortened(write(json, limit, MAX_DEPTH), limit);
}

function shortened(text: string, limit: number): string {
  return text.length <= limit ? text : `${text.slice(0, limit - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}

/** JSON text that stops soon after `room` characters; every string is made human on its own. */
function write(value: unknown, room: number, depth: number): string {
  if (typeof value === 'string') return writeText(value, room);
  if (typeof value !== 'object' || value === null) return String(value);
  if (depth === 0) return '…';
  return Array.isArray(value)
    ? `[${writeAll(value, room, (item, left) => write(item, left, depth - 1))}]`
    : `{${writeAll(Object.entries(value), room, (entry, left) => member(entry, left, depth - 1))}}`;
}

function writeText(value: string, room: number): string {
  const exact = exactNumber(value);
  return 'digits' in exact ? exact.digits : JSON.stringify(humanText(exact.text, room));
}

function writeAll<T>(items: readonly T[], room: number, writeOne: (item: T, left: number) => string): string {
  let text = '';
  for (const [index, item] of items.entries()) {
    if (text.length > room) break;
    text += (index === 0 ? '' : ',') + writeOne(item, Math.max(room - text.length, 1));
  }
  return text;
}

function member([name, value]: [string, unknown], room: number, depth: number): string {
  const label = JSON.stringify(humanText(name, LABEL_LIMIT));
  const hidden = isSecretName(name) && value !== null && typeof value !== 'boolean';
  return `${label}:${hidden ? JSON.stringify(REDACTED) : write(value, room, depth)}`;
}
