import type { JsonObject } from '#contracts';
import { columns } from './columns';
import { oneLine } from './printable';
import type { Paint } from './session';

/** What was found, the best first as it came: how sure, what, and why or what for. */
export function showRanking(found: readonly JsonObject[], total: number, paint: Paint): readonly string[] {
  const rows = found.map((item) => [
    paint('dim', text(item['confidence'] ?? item['similarity_score'])),
    paint('bold', text(item['pattern_name'] ?? item['mixin_name'] ?? item['name'])),
    text(item['reason'] ?? item['description']),
  ]);
  const more = total - found.length;
  return [
    '',
    found.length === 0 ? '  nothing found' : columns(rows, '  '),
    ...(more > 0 ? [`  … and ${more} more`] : []),
  ];
}

function text(value: unknown): string {
  return value === undefined || value === null
    ? ''
    : oneLine(typeof value === 'string' ? value : JSON.stringify(value));
}
