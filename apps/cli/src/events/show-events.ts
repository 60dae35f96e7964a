import { columns } from '../columns';
import { oneLine, printable } from '../printable';
import type { Paint } from '../session';
import type { Json } from '../worker-client';

/** A line for each: where it is, what it is, and what it belongs to. */
export function showEvents(events: readonly Json[], more: boolean, paint: Paint): string {
  if (events.length === 0) return 'no events';
  const head = ['TIME', 'EVENT ID', 'TOPIC', 'TYPE', 'CORRELATION ID'].map((name) => paint('dim', name));
  const table = columns([head, ...events.map((event) => cellsOf(event, paint))]);
  return more ? `${table}\n\nThere are more: --max N shows more of them.` : table;
}

/** One that has just come. */
export function showComing(event: Json, paint: Paint): string {
  return cellsOf(event, paint).join('  ');
}

function cellsOf(event: Json, paint: Paint): readonly string[] {
  const { topic, event_type, unreadable } = event;
  const type = unreadable === null ? cell(event_type === topic ? '=' : event_type) : paint('red', 'unreadable');
  return [
    paint('dim', cell(event['kafka_time'] ?? event['recorded_at'])),
    cell(event['event_id']),
    cell(topic),
    type,
    cell(event['correlation_id']),
  ];
}

export function showEvent(event: Json): string {
  const { payload, ...others } = event;
  const facts = Object.entries(others).filter(([name, value]) => value !== null && name !== 'preview');
  const rows = facts.map(([name, value]) => [
    oneLine(name),
    typeof value === 'object' ? oneLine(JSON.stringify(value)) : cell(value),
  ]);
  return typeof payload === 'string' ? `${columns(rows)}\n\n${printable(indented(payload))}` : columns(rows);
}

/** What is no JSON, or was cut, stays as it is. */
function indented(payload: string): string {
  try {
    return JSON.stringify(JSON.parse(payload), null, 2);
  } catch {
    return payload;
  }
}

function cell(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? oneLine(String(value)) || '-' : '-';
}
