import { columns } from '../columns';
import { oneLine } from '../printable';
import type { Paint } from '../session';
import { cell } from '../show-facts';
import type { Json } from '../worker-client';

/** What a replay would send, a line for each topic. */
export function showPreview(preview: Json, paint: Paint): string {
  const { events, bytes, first_time, last_time, refused } = preview;
  const span = first_time === null ? '' : `, from ${cell(first_time)} to ${cell(last_time)}`;
  const lines = [oneLine(`${cell(events)} events, ${cell(bytes)} bytes${span}`)];
  const topics = Array.isArray(preview['topics']) ? (preview['topics'] as Json[]) : [];
  if (topics.length > 0) lines.push('', showTopics(topics, paint));
  if (refused !== null) lines.push('', paint('red', cell(refused)));
  return lines.join('\n');
}

function showTopics(topics: readonly Json[], paint: Paint): string {
  const head = ['TOPIC', 'EVENTS', 'BYTES', 'TO'].map((name) => paint('dim', name));
  const rows = topics.map(({ topic, events, bytes, target, refused }) => [
    cell(topic),
    cell(events),
    cell(bytes),
    refused === null ? cell(target) : paint('yellow', `not sent: ${cell(refused)}`),
  ]);
  return columns([head, ...rows]);
}
