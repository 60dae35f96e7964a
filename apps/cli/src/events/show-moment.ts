import { oneLine } from '../printable';
import type { Paint } from '../session';
import type { Moment } from './answers';

type Colour = Parameters<Paint>[0];

const COLOURS: Readonly<Record<string, Colour>> = {
  answered: 'green',
  completed: 'green',
  pending: 'yellow',
  processing: 'yellow',
  unknown: 'dim',
};

/** What is not known to be good or open is bad. */
export function painted(outcome: string, paint: Paint): string {
  return paint(COLOURS[outcome] ?? 'red', oneLine(outcome).replaceAll('_', '-'));
}

/** `12 ms`, `3.4 s`; what takes more than a second catches the eye. */
export function duration(milliseconds: number, paint: Paint = (_, text) => text): string {
  const text =
    Math.abs(milliseconds) < 1_000 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1_000).toFixed(1)} s`;
  return milliseconds > 5_000 ? paint('red', text) : milliseconds > 1_000 ? paint('yellow', text) : text;
}

/** What it was, where it is, and what is to be said about it. */
export function showMoment(moment: Moment, paint: Paint): string {
  const { topic, partition, offset, event_type, found_by, error_code, marks } = moment;
  const place = paint('dim', oneLine(`${event_type === topic ? '' : `${topic} `}${partition}@${offset}`));
  return [
    `${found_by === 'time' ? paint('dim', '~ ') : ''}${paint('bold', oneLine(event_type ?? topic))}`,
    ...(event_type === null ? [paint('dim', `${partition}@${offset}`)] : [place]),
    ...outcomeOf(moment, paint),
    ...statusOf(moment, paint),
    ...(error_code === null ? [] : [paint('red', oneLine(error_code))]),
    ...marks.map((mark) => paint('yellow', oneLine(mark).replaceAll('_', ' '))),
  ].join('  ');
}

function outcomeOf({ outcome, duration_ms }: Moment, paint: Paint): readonly string[] {
  if (outcome === null) return [];
  return [`${painted(outcome, paint)}${duration_ms === null ? '' : ` in ${duration(duration_ms, paint)}`}`];
}

function statusOf({ status, progress, message }: Moment, paint: Paint): readonly string[] {
  if (status === null) return [];
  const said = message === null ? '' : ` ${oneLine(message)}`;
  return [`${painted(status, paint)}${progress === null ? '' : ` ${progress} %`}${said}`];
}
