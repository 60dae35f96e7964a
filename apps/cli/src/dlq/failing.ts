import type { Arguments } from '../arguments';
import { columns } from '../columns';
import { printItems } from '../print-items';
import type { Paint, Session } from '../session';
import { cell } from '../show-facts';
import type { Json, WorkerClient } from '../worker-client';
import { short } from './show-dead-letters';

/** `omni dlq topics`: those with open dead letters, most first. */
export async function topics(monitor: WorkerClient, typed: Arguments, session: Session): Promise<number> {
  typed.words(1, []);
  return printed(await monitor.get('dead-letters/counts'), showTopics, session);
}

/** `omni dlq alerts`: what alerts now, then what did. */
export async function alerts(monitor: WorkerClient, typed: Arguments, session: Session): Promise<number> {
  typed.words(1, []);
  return printed(await monitor.get('alerts'), showAlerts, session);
}

async function printed(answer: Json, show: typeof showTopics, session: Session): Promise<number> {
  const items = Array.isArray(answer['items']) ? (answer['items'] as Json[]) : [];
  return printItems(items, (paint) => show(items, paint), session);
}

function showTopics(items: readonly Json[], paint: Paint): string {
  if (items.length === 0) return 'nothing is open';
  const head = ['TOPIC', 'OPEN', 'NEWEST', 'CODE', 'MESSAGE'].map((name) => paint('dim', name));
  const rows = items.map(({ dlq_topic, open, newest }) => {
    const { received_at, error_code, error_message } = newest as Json;
    return [
      cell(dlq_topic),
      paint('yellow', cell(open)),
      cell(received_at),
      cell(error_code),
      short(cell(error_message)),
    ];
  });
  return columns([head, ...rows]);
}

function showAlerts(items: readonly Json[], paint: Paint): string {
  if (items.length === 0) return 'nothing alerts, and nothing did';
  const head = ['STATUS', 'SINCE', 'OVER', 'KIND', 'SEVERITY', 'GROUP', 'MESSAGE'].map((name) => paint('dim', name));
  const rows = items.map(({ status, began_at, ended_at, kind, severity, group_id, message }) => [
    status === 'firing' ? paint('red', 'firing') : paint('green', cell(status)),
    ...[began_at, ended_at, kind, severity, group_id].map(cell),
    short(cell(message)),
  ]);
  return columns([head, ...rows]);
}
