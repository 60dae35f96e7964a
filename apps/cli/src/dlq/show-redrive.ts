import { columns } from '../columns';
import { oneLine } from '../printable';
import type { Paint } from '../session';
import { cell, plain } from '../show-facts';
import type { Json } from '../worker-client';

/** What a redrive would send, and what not. */
export function showPreview(preview: Json, paint: Paint): string {
  const { total, sent, seconds, about_people } = preview;
  const lines = [oneLine(`${cell(sent)} of ${cell(total)} dead letters would be sent again`)];
  if (typeof seconds === 'number') lines.push(`at this rate in ${seconds} s`);
  if (about_people !== 0) lines.push(oneLine(`${cell(about_people)} of them are about people and may be erased`));
  const topics = listOf(preview['topics']).map(({ topic, records }) => [cell(records), cell(topic)]);
  if (topics.length > 0) lines.push('', columns([[paint('dim', 'RECORDS'), paint('dim', 'TO')], ...topics]));
  const skipped = Object.entries((preview['skipped'] ?? {}) as Json);
  if (skipped.length > 0) {
    const rows = skipped.map(([reason, count]) => [cell(count), paint('yellow', oneLine(reason))]);
    lines.push('', columns([[paint('dim', 'NOT SENT'), paint('dim', 'WHY')], ...rows]));
  }
  return lines.join('\n');
}

/** What came of a job. */
export function showTally({ id, state, result, error }: Json, paint: Paint): string {
  const colour = state === 'done' ? 'green' : 'red';
  const { sent, skipped } = (result ?? {}) as { readonly sent?: unknown; readonly skipped?: Json };
  const lines = [oneLine(`${paint(colour, plain(state))}  ${plain(id)}`)];
  if (sent !== undefined) lines.push(oneLine(`${cell(sent)} sent`));
  for (const [reason, count] of Object.entries(skipped ?? {}))
    lines.push(oneLine(`${cell(count)} not sent: ${reason}`));
  if (plain(error) !== '') lines.push(oneLine(plain(error)));
  return lines.join('\n');
}

function listOf(value: unknown): readonly Json[] {
  return Array.isArray(value) ? (value as Json[]) : [];
}
