import { columns } from '../columns';
import type { Json } from '../worker-client';
import { oneLine, printable } from '../printable';
import type { Paint } from '../session';
import { cell, plain, showFacts } from '../show-facts';

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

/** A line for each cause: how much it concerns, and whom. */
export function showGroups(groups: readonly Json[], more: boolean, paint: Paint): string {
  if (groups.length === 0) return 'no groups of dead letters';
  const head = ['GROUP', 'OPEN', 'ALL', 'LAST', 'REASON', 'WHO ACTS', 'ERROR', 'MESSAGE'].map((name) =>
    paint('dim', name),
  );
  const rows = groups.map((group) => [
    cell(group['id']),
    group['open'] === 0 ? paint('green', '0') : paint('yellow', cell(group['open'])),
    cell(group['total']),
    cell(group['last_received_at']),
    cell(group['reason']),
    cell(group['addressee']),
    cell(group['error_code'] === 'unknown' ? group['error_class'] : group['error_code']),
    short(cell(group['message'])),
  ]);
  const table = columns([head, ...rows]);
  return more ? `${table}\n\nThere are more: --max N shows more of them.` : table;
}

export function showOne({ preview, ...record }: Json): string {
  return `${showFacts(record)}\n\n${printable(plain(preview))}`;
}

/** What failed, as text. */
export function showContent({ original, error_stack }: Json): string {
  const { key, value, headers } = original as Json;
  const named = Array.isArray(headers) ? (headers as Json[]) : [];
  const lines = named.map(({ name, value: text }) => [oneLine(plain(name)), cell((text as Json | null)?.['text'])]);
  const told = [['key', cell((key as Json | null)?.['text'])], ...lines];
  const stack = typeof error_stack === 'string' ? `\n\n${printable(error_stack)}` : '';
  return `\n${columns(told)}\n\n${printable(plain((value as Json | null)?.['text']))}${stack}`;
}

/** A line for each step. */
export function showHistory({ items }: Json): string {
  const steps = Array.isArray(items) ? (items as Json[]) : [];
  return `\n${columns(steps.map(({ at, from, to, actor, reason }) => [at, `${plain(from)} → ${plain(to)}`, actor, reason].map(cell)))}`;
}

/** One on a line. */
export function showLine(record: Json): string {
  const { id, received_at, dlq_topic, error_code, error_message } = record;
  return [id, received_at, dlq_topic, error_code, short(cell(error_message))].map(cell).join('  ');
}

export interface Decided {
  readonly changed: readonly string[];
  readonly unchanged: readonly string[];
  /** Of these, by id. */
  readonly statuses?: Readonly<Record<string, string>>;
  readonly not_found: readonly string[];
}

const DONE: Readonly<Record<string, string>> = {
  acknowledge: 'acknowledged',
  resolve: 'resolved',
  reopen: 'reopened',
  discard: 'discarded',
  restore: 'restored',
  quarantine: 'quarantined',
  release: 'released',
};

export function showDecided(verb: string, { changed, unchanged, statuses = {}, not_found }: Decided): string {
  const lines = [`${changed.length} ${changed.length === 1 ? 'dead letter' : 'dead letters'} ${DONE[verb] ?? verb}`];
  for (const status of new Set(unchanged.map((id) => statuses[id] ?? 'unchanged'))) {
    const ids = unchanged.filter((id) => (statuses[id] ?? 'unchanged') === status);
    lines.push(`left ${status}: ${ids.join(', ')}`);
  }
  if (not_found.length > 0) lines.push(`not found: ${not_found.join(', ')}`);
  return lines.map(oneLine).join('\n');
}

export function short(message: string): string {
  return message.length <= MESSAGE_WIDTH ? message : `${message.slice(0, MESSAGE_WIDTH - 1)}…`;
}
