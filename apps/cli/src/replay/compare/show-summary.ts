import { NOT_COMPARABLE, type Counted, type NotComparable, type Summary } from '#event-log';
import { columns } from '../../columns';
import type { Paint } from '../../session';
import { cell } from '../../show-facts';

/** What a comparison has come to, for people. */
export function showSummary(summary: Summary, paint: Paint): string {
  const { requests, equal, different, outcome_changed, not_comparable, varying, speed } = summary;
  const parts = [
    showOperations(summary, paint),
    block('Outcomes that changed', showCounted(summary.outcomes, paint), paint),
    block('Fields that differ', showCounted(summary.fields, paint), paint),
    block('Not comparable', showReasons(summary.reasons), paint),
    varying.length === 0 ? '' : `${paint('dim', 'Vary by nature, not compared:')} ${varying.map(cell).join(', ')}`,
    speed === null ? '' : showSpeed(speed),
    `${requests} requests: ${equal} equal, ${different} different, ${outcome_changed} with another outcome, ${not_comparable} not comparable`,
  ];
  const mark = different + outcome_changed > 0 || equal === 0 ? paint('red', '✗') : paint('green', '✓');
  const shown = parts.filter((part) => part !== '');
  return [...shown.slice(0, -1), `${mark} ${shown.at(-1) ?? ''}`].join('\n\n');
}

function showOperations({ operations }: Summary, paint: Paint): string {
  const names = ['OPERATION', 'REQUESTS', 'EQUAL', 'DIFFERENT', 'OUTCOME', 'NOT COMPARABLE'];
  const rows = Object.entries(operations).map(([name, counts]) => [
    name,
    ...[counts.requests, counts.equal, counts.different, counts.outcome_changed, counts.not_comparable].map(String),
  ]);
  return columns([names.map((name) => paint('dim', name)), ...rows]);
}

function showCounted(counted: Readonly<Record<string, Counted>>, paint: Paint): string {
  const rows = Object.entries(counted).map(([name, { count, example }]) => [
    String(count),
    paint('yellow', cell(name)),
    `${shownValue(example.recorded)} → ${shownValue(example.now)}  ${paint('dim', cell(example.request))}`,
  ]);
  return columns(rows, '  ');
}

function shownValue(value: unknown): string {
  return value === undefined ? '(nothing)' : cell(JSON.stringify(value));
}

function showReasons(reasons: Summary['reasons']): string {
  const rows = Object.entries(reasons).map(([reason, count]) => [
    String(count),
    reason,
    NOT_COMPARABLE[reason as NotComparable],
  ]);
  return columns(rows, '  ');
}

function showSpeed({ answers, recorded, now, slower, faster }: NonNullable<Summary['speed']>): string {
  return (
    `Time in milliseconds, as ${answers} answers say it: p50 ${recorded.p50} → ${now.p50}, ` +
    `p95 ${recorded.p95} → ${now.p95}; ${slower} slower, ${faster} faster`
  );
}

function block(title: string, body: string, paint: Paint): string {
  return body === '' ? '' : `${paint('bold', title)}\n${body}`;
}
