import { columns } from '../columns';
import type { Json } from '../worker-client';
import { oneLine } from '../printable';
import type { Paint } from '../session';
import { cell, plain } from '../show-facts';

/** A line for each. */
export function showJobs(jobs: readonly Json[], more: boolean, paint: Paint): string {
  if (jobs.length === 0) return 'no jobs';
  const head = ['ID', 'KIND', 'STATE', 'DONE', 'CREATED', 'BY', 'REASON'].map((name) => paint('dim', name));
  const rows = jobs.map((job) => [
    cell(job['id']),
    cell(job['kind']),
    paint(colourOf(job['state']), cell(job['state'])),
    progressOf(job),
    cell(job['created_at']),
    cell(job['actor']),
    cell(job['reason']),
  ]);
  const table = columns([head, ...rows]);
  return more ? `${table}\n\nThere are more: --max N shows more of them.` : table;
}

/** A job that is under way, or what came of it, on one line. */
export function showProgress(job: Json): string {
  const { state, per_second, seconds_left, result, error } = job;
  const parts = [
    plain(state),
    progressOf(job),
    typeof per_second === 'number' && state === 'running' ? `${per_second.toFixed(1)}/s` : '',
    typeof seconds_left === 'number' ? `${seconds_left} s left` : '',
    result === null ? '' : cell(result),
    plain(error),
  ];
  return oneLine(parts.filter((part) => part !== '').join('  '));
}

function progressOf({ done, total }: Json): string {
  return total === null ? cell(done) : `${cell(done)}/${cell(total)}`;
}

function colourOf(state: unknown): Parameters<Paint>[0] {
  if (state === 'done') return 'green';
  return state === 'failed' || state === 'cancelled' ? 'red' : 'yellow';
}
