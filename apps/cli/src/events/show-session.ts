import { columns } from '../columns';
import { oneLine } from '../printable';
import type { Paint } from '../session';
import type { Breakdown, SessionAnswer } from './answers';
import { duration, painted, showMoment } from './show-moment';

export function showSession(report: SessionAnswer, paint: Paint): string {
  const { status, progress, duration_ms, started_at, complete, timeline, bottlenecks, session_id } = report;
  const state = status === null ? paint('dim', 'no status') : painted(status, paint);
  const done = progress === null ? '' : ` ${progress} %`;
  const head = `${state}${done}  ${timeline.length} events in ${duration(duration_ms)} since ${started_at}  ${paint('dim', oneLine(session_id))}`;
  return [
    complete ? head : `${head}\nThere are more events: these are the first.`,
    columns(facts(report, paint)),
    ...(bottlenecks.length === 0
      ? []
      : [
          block(
            'Bottlenecks',
            bottlenecks.map(({ topic, requests, p95_ms, severity }) => [
              paint(severity === 'medium' ? 'yellow' : 'red', oneLine(severity)),
              `p95 ${duration(p95_ms, paint)}`,
              `${requests} requests`,
              oneLine(topic),
            ]),
            paint,
          ),
        ]),
    block('By topic', breakdown(report.by_topic, paint), paint),
    block('By type', breakdown(report.by_type, paint), paint),
    block(
      'Timeline',
      timeline.map((moment) => [paint('dim', moment.at), showMoment(moment, paint)]),
      paint,
    ),
  ].join('\n\n');
}

function facts({ requests, success_rate, durations_ms }: SessionAnswer, paint: Paint): readonly (readonly string[])[] {
  const { answered, failed, pending } = requests;
  const rows = [['requests', `${answered} answered, ${failed} failed, ${pending} pending`]];
  if (success_rate !== null) rows.push(['success', `${Math.round(success_rate * 1_000) / 10} %`]);
  if (durations_ms !== null) {
    const names = ['avg', 'min', 'max', 'p50', 'p95', 'p99'] as const;
    rows.push(['duration', names.map((name) => `${name} ${duration(durations_ms[name], paint)}`).join(', ')]);
  }
  return rows;
}

function breakdown(parts: readonly Breakdown[], paint: Paint): readonly (readonly string[])[] {
  return parts.map(({ name, events, errors }) => [
    String(events),
    errors === 0 ? '' : paint('red', `${errors} ${errors === 1 ? 'error' : 'errors'}`),
    oneLine(name),
  ]);
}

function block(title: string, rows: readonly (readonly string[])[], paint: Paint): string {
  return `${paint('bold', title)}\n${columns(rows, '  ')}`;
}
