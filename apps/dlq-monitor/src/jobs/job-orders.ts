import { chosenForRedrive, countForRedrive, type RedriveChoice } from '#dead-letters';
import { Problem } from '#http';
import type { JobDraft, Query } from '#storage';

export const JOB_KINDS = ['purge_dead_letters', 'republish_dead_letters'] as const;
export type JobKind = (typeof JOB_KINDS)[number];

/** What a job is asked to do. */
export type JobOrder =
  | {
      readonly kind: 'purge_dead_letters';
      readonly input: { readonly resolved_before?: string; readonly topic?: string; readonly code?: string };
    }
  | { readonly kind: 'republish_dead_letters'; readonly input: RedriveChoice & { readonly target?: string } };

/** Of one job. */
export const MAX_RECORDS = 500_000;

/** Frozen: what is closed or fails later is not what was asked for. */
export async function freeze(query: Query, order: JobOrder): Promise<Pick<JobDraft, 'kind' | 'input' | 'choose'>> {
  if (order.kind === 'purge_dead_letters') {
    const [clock] = await query<{ now: Date }>('SELECT clock_timestamp() AS now');
    return { kind: order.kind, input: { resolved_before: clock?.now.toISOString(), ...order.input } };
  }
  if ((await countForRedrive(query, order.input)) > MAX_RECORDS) {
    throw new Problem(400, 'too_many_records', `More than ${MAX_RECORDS} dead letters match; choose fewer.`);
  }
  return { ...order, choose: chosenForRedrive(order.input, MAX_RECORDS) };
}
