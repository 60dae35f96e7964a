import type { Arguments } from '../arguments';
import { usage } from '../failure';

const STATUSES = [
  'open',
  'acknowledged',
  'redriving',
  'resolved',
  'failed_again',
  'discarded',
  'edited',
  'quarantined',
] as const;

/** Ids of one request. */
const BATCH = 1_000;

/** What each request is about: ids, so many at a time, or one filter. */
export function choices(typed: Arguments): readonly object[] {
  const ids = typed.all().slice(1);
  const filter = filterOf(typed);
  if ((ids.length === 0) === (Object.keys(filter).length === 0)) {
    throw usage(
      'say which: either ids or --topic, --code, --correlation-id, --group, --reason-is, --addressee, --status',
    );
  }
  return ids.length === 0 ? [{ filter }] : batches(ids);
}

export function batches(ids: readonly string[]): readonly { readonly ids: readonly string[] }[] {
  return Array.from({ length: Math.ceil(ids.length / BATCH) }, (_, at) => ({
    ids: ids.slice(at * BATCH, (at + 1) * BATCH),
  }));
}

/** `fallback`: the status of those that are meant where none is said. */
export function filterOf(typed: Arguments, fallback?: 'open'): Record<string, string> {
  const status = typed.choice('status', [...STATUSES, 'all']) ?? fallback;
  return given({
    topic: typed.text('topic'),
    code: typed.text('code'),
    correlation_id: typed.text('correlation-id'),
    group: typed.text('group'),
    reason: typed.text('reason-is'),
    addressee: typed.text('addressee'),
    status: status === 'all' ? undefined : status,
  });
}

export function given(values: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

export function reasonOf(typed: Arguments): string {
  const reason = typed.text('reason');
  if (reason === undefined) throw usage('say why: --reason TEXT');
  return reason;
}
