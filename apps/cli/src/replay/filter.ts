import type { ReplayFilter } from '#event-log';
import type { Arguments } from '../arguments';
import { usage } from '../failure';

/** Which events were typed. */
export function filterOf(typed: Arguments): ReplayFilter {
  const filter = {
    correlation_id: typed.text('correlation'),
    session_id: typed.text('session'),
    from: instant('from', typed.text('from')),
    to: instant('to', typed.text('to')),
    event_type: typed.text('type'),
    topic: typed.text('topic'),
  };
  if (filter.correlation_id === undefined && filter.session_id === undefined && filter.from === undefined) {
    throw usage('say which events: --correlation, --session, or --from and --to');
  }
  return filter;
}

function instant(option: string, text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const at = new Date(text);
  if (/^\d{4}-\d{2}-\d{2}/.test(text) && !Number.isNaN(at.getTime())) return at.toISOString();
  throw usage(`--${option} must be a time such as 2026-01-31T12:00:00Z, not ${JSON.stringify(text)}`);
}
