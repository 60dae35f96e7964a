import { isSecretName, REDACTED } from '#redaction';
import { humanText, LABEL_LIMIT, PREVIEW_LIMIT } from './human-text';
import { parseJson } from './members';

const MAX_DEPTH = 16;

/** The beginning of a payload for people: at most 500 characters, secrets hidden by name and by form. */
export function previewOf(payload: Buffer): string {
  const text = payload.toString('utf8');
  const json = parseJson(text);
  return json === undefined ? humanText(text, PREVIEW_LIMIT) : previewOfJson(json);
}

/** As `previewOf`, for JSON that is already parsed. */
export function previewOfJson(json: unknown): string {
  const text = write(json, PREVIEW_LIMIT, MAX_DEPTH);
  return text.length <= PREVIEW_LIMIT ? text : `${text.slice(0, PREVIEW_LIMIT - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}

/** JSON text that stops soon after `room` characters; every string is made human on its own. */
function write(value: unknown, room: number, depth: number): string {
  if (typeof value === 'string') return JSON.stringify(humanText(value, room));
  if (typeof value !== 'object' || value === null) return String(value);
  if (depth === 0) return '…';
  return Array.isArray(value)
    ? `[${writeAll(value, room, (item, left) => write(item, left, depth - 1))}]`
    : `{${writeAll(Object.entries(value), room, (entry, left) => member(entry, left, depth - 1))}}`;
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
