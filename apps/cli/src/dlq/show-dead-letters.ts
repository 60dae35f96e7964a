import { columns } from '../columns';
import { oneLine, printable } from '../printable';
import type { Paint } from '../session';
import type { Json } from './monitor-client';

const MESSAGE_WIDTH = 80;

/** A line for each: what to decide by. */
export function showList(records: readonly Json[], more: boolean, paint: Paint): string {
  if (records.length === 0) return 'no dead letters';
  const head = ['ID', 'STATUS', 'RECEIVED', 'TOPIC', 'CODE', 'CORRELATION ID', 'MESSAGE'].map((name) =>
    paint('dim', name),
  );
  const rows = records.map((record) => [
    cell(record['id']),
    record['status'] === 'open' ? paint('yellow', 'open') : paint('green', cell(record['status'])),
    cell(record['received_at']),
    cell(record['dlq_topic']),
    cell(record['error_code']),
    cell(record['correlation_id']),
    short(cell(record['error_message'])),
  ]);
  const table = columns([head, ...rows]);
  return more ? `${table}\n\nThere are more: --max N shows more of them.` : table;
}

export function showOne(record: Json): string {
  const facts = Object.entries(record).filter(([name, value]) => value !== null && name !== 'preview');
  const rows = facts.map(([name, value]) => [
    oneLine(name),
    typeof value === 'object' ? oneLine(JSON.stringify(value)) : cell(value),
  ]);
  return `${columns(rows)}\n\n${printable(text(record['preview']))}`;
}

export interface Decided {
  readonly changed: readonly string[];
  readonly unchanged: readonly string[];
  readonly not_found: readonly string[];
}

const DONE = { resolve: 'resolved', reopen: 'reopened' } as const;
const ALREADY = { resolve: 'resolved', reopen: 'open' } as const;

export function showDecided(verb: 'resolve' | 'reopen', { changed, unchanged, not_found }: Decided): string {
  const lines = [`${changed.length} ${changed.length === 1 ? 'dead letter' : 'dead letters'} ${DONE[verb]}`];
  if (unchanged.length > 0) lines.push(`${ALREADY[verb]} before: ${unchanged.join(', ')}`);
  if (not_found.length > 0) lines.push(`not found: ${not_found.join(', ')}`);
  return lines.map(oneLine).join('\n');
}

function cell(value: unknown): string {
  return oneLine(text(value)) || '-';
}

function text(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}

function short(message: string): string {
  return message.length <= MESSAGE_WIDTH ? message : `${message.slice(0, MESSAGE_WIDTH - 1)}…`;
}
