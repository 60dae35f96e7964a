import type { Query } from '../database';
import { storableText } from '../storable-text';
import type { Job, JobDraft, Progress } from './job';
import type { Condition } from './condition';

const COLUMNS = `id, kind, input, state, actor, reason, total, done, checkpoint, result, error, error_code, rate_per_second, per_second, attempts,
  cancelled_by, cancel_reason, created_at, started_at, ended_at`;

const CREATE = `
INSERT INTO jobs (kind, input, actor, reason, rate_per_second, total) VALUES ($1, $2, $3, $4, $5, $6)
RETURNING ${COLUMNS}`;

const FREEZE = `
INSERT INTO job_records (job_id, place, ref)
SELECT $1, place - 1, ref FROM unnest($2::text[]) WITH ORDINALITY AS t (ref, place)`;

/** Creates a job; it is begun once the transaction of `query` is committed. */
export async function createJob(
  query: Query,
  { kind, input, actor, reason, rate, refs, choose, total }: JobDraft,
): Promise<Job> {
  const who = [storableText(actor), storableText(reason)];
  const job = only(
    await query<Job>(CREATE, [kind, JSON.stringify(input), ...who, rate, refs?.length ?? total ?? null]),
  );
  if (refs !== undefined) await query(FREEZE, [job.id, refs]);
  return choose === undefined ? job : freezeChosen(query, job.id, choose);
}

async function freezeChosen(query: Query, id: string, { sql, values }: Condition): Promise<Job> {
  // To sort a large set without files.
  await query(`SET LOCAL work_mem = '64MB'`);
  const at = `$${values.length + 1}::uuid`;
  await query(`INSERT INTO job_records (job_id, place, ref) SELECT ${at}, place - 1, ref FROM (${sql}) AS chosen`, [
    ...values,
    id,
  ]);
  const total = '(SELECT count(*) FROM job_records WHERE job_id = $1)';
  return only(await query<Job>(`UPDATE jobs SET total = ${total} WHERE id = $1 RETURNING ${COLUMNS}`, [id]));
}

export async function findJob(query: Query, id: string): Promise<Job | undefined> {
  const [job] = await query<Job>(`SELECT ${COLUMNS} FROM jobs WHERE id = $1`, [id]);
  return job;
}

/** What a page of jobs begins behind. */
export type JobPlace = Pick<Job, 'created_at' | 'id'>;

/** The newest first. */
export function listJobs(query: Query, limit: number, after: JobPlace | null = null): Promise<Job[]> {
  const behind = after === null ? '' : 'WHERE (created_at, id) < ($2, $3)';
  const values = after === null ? [limit] : [limit, after.created_at, after.id];
  return query<Job>(`SELECT ${COLUMNS} FROM jobs ${behind} ORDER BY created_at DESC, id DESC LIMIT $1`, values);
}

/** One that has not begun ends at once, one that runs at its next step; one that has ended is left as it is. */
export async function cancelJob(query: Query, id: string, actor: string, reason: string): Promise<Job | undefined> {
  const [job] = await query<Job>(
    `UPDATE jobs SET cancelled_by = $2, cancel_reason = $3,
       state = CASE state WHEN 'waiting' THEN 'cancelled' ELSE state END,
       ended_at = CASE state WHEN 'waiting' THEN clock_timestamp() END
     WHERE id = $1 AND ended_at IS NULL AND cancelled_by IS NULL RETURNING ${COLUMNS}`,
    [id, storableText(actor), storableText(reason)],
  );
  return job;
}

/** A job that failed or was cancelled goes on where it was. */
export async function resumeJob(query: Query, id: string): Promise<Job | undefined> {
  const [job] = await query<Job>(
    `UPDATE jobs SET state = 'waiting', ended_at = NULL, error = NULL, error_code = NULL, cancelled_by = NULL, cancel_reason = NULL,
       attempts = 0, run_after = clock_timestamp()
     WHERE id = $1 AND state IN ('failed', 'cancelled') RETURNING ${COLUMNS}`,
    [id],
  );
  return job;
}

/** Holds for the steps that follow, also of a job that runs. */
export async function setJobRate(query: Query, id: string, rate: number | null): Promise<Job | undefined> {
  const [job] = await query<Job>(
    `UPDATE jobs SET rate_per_second = $2 WHERE id = $1 AND ended_at IS NULL RETURNING ${COLUMNS}`,
    [id, rate],
  );
  return job;
}

/** References from a place on, in their order. */
export async function readRefs(query: Query, id: string, place: number, limit: number): Promise<string[]> {
  const rows = await query<{ ref: string }>(
    'SELECT ref FROM job_records WHERE job_id = $1 AND place >= $2 ORDER BY place LIMIT $3',
    [id, place, limit],
  );
  return rows.map(({ ref }) => ref);
}

/** A hold on a job. Each is of a name of its own: a worker that lost its job and took it again is another holder. */
export interface Lease {
  readonly holder: string;
  readonly seconds: number;
}

const CLAIM = `
UPDATE jobs SET state = 'running', leased_by = $2, leased_until = clock_timestamp() + make_interval(secs => $3),
  started_at = coalesce(started_at, clock_timestamp()), attempts = attempts + 1
WHERE id = (
  SELECT id FROM jobs
  WHERE ended_at IS NULL AND kind = ANY ($1) AND run_after <= clock_timestamp()
    AND (state = 'waiting' OR leased_until < clock_timestamp())
  ORDER BY run_after LIMIT 1 FOR UPDATE SKIP LOCKED)
RETURNING ${COLUMNS}`;

/** The job that has waited longest, or whose worker is gone. Only the database's clock says whether a lease is over. */
export async function claimJob(query: Query, kinds: readonly string[], lease: Lease): Promise<Job | undefined> {
  const [job] = await query<Job>(CLAIM, [kinds, lease.holder, lease.seconds]);
  return job;
}

const HELD = `SELECT ${COLUMNS} FROM jobs WHERE id = $1 AND leased_by = $2 AND state = 'running'`;

/** The job as it stands now; `undefined` where it is not this holder's. */
export async function readHeldJob(query: Query, id: string, { holder }: Lease): Promise<Job | undefined> {
  const [job] = await query<Job>(HELD, [id, holder]);
  return job;
}

/** The same, and nobody else's until the transaction ends: a cancel, too, waits for that. */
export async function holdJob(query: Query, id: string, { holder }: Lease): Promise<Job | undefined> {
  const [job] = await query<Job>(`${HELD} FOR UPDATE`, [id, holder]);
  return job;
}

/** `false`: the job is another's. */
export async function renewLease(query: Query, id: string, { holder, seconds }: Lease): Promise<boolean> {
  const rows = await query(
    `UPDATE jobs SET leased_until = clock_timestamp() + make_interval(secs => $3)
     WHERE id = $1 AND leased_by = $2 AND state = 'running' RETURNING 1`,
    [id, holder, seconds],
  );
  return rows.length === 1;
}

/** To be called in the transaction that holds the job. */
export async function saveProgress(
  query: Query,
  id: string,
  { done, total, checkpoint }: Progress,
  perSecond: number | null,
): Promise<void> {
  await query(
    `UPDATE jobs SET done = $2, total = coalesce($3, total), checkpoint = coalesce($4, checkpoint), attempts = 0,
       per_second = coalesce($5, per_second)
     WHERE id = $1`,
    [id, done, total ?? null, checkpoint === undefined ? null : JSON.stringify(checkpoint), perSecond],
  );
}

/** How a job ended. */
export type JobEnd =
  | { readonly state: 'done'; readonly result: unknown }
  | { readonly state: 'failed'; readonly error: string; readonly code: string | null }
  | { readonly state: 'cancelled' };

/** To be called in the transaction that holds the job. */
export async function endJob(query: Query, id: string, end: JobEnd): Promise<Job> {
  const result = end.state === 'done' ? JSON.stringify(end.result ?? null) : null;
  const error = end.state === 'failed' ? storableText(end.error) : null;
  return only(
    await query<Job>(
      `UPDATE jobs SET state = $2, result = $3, error = $4, error_code = $5, ended_at = clock_timestamp(), leased_by = NULL, leased_until = NULL
       WHERE id = $1 RETURNING ${COLUMNS}`,
      [id, end.state, result, error, end.state === 'failed' ? end.code : null],
    ),
  );
}

/** Leaves the job to the next worker that looks, after a pause. */
export async function retryJob(query: Query, id: string, { holder }: Lease, pauseSeconds: number): Promise<void> {
  await query(
    `UPDATE jobs SET state = 'waiting', leased_by = NULL, leased_until = NULL,
       run_after = clock_timestamp() + make_interval(secs => $3)
     WHERE id = $1 AND leased_by = $2 AND state = 'running'`,
    [id, holder, pauseSeconds],
  );
}

/** The same at once; a worker that stops is no attempt that failed. */
export async function handOverJob(query: Query, id: string, { holder }: Lease): Promise<void> {
  await query(
    `UPDATE jobs SET state = 'waiting', leased_by = NULL, leased_until = NULL, attempts = greatest(0, attempts - 1)
     WHERE id = $1 AND leased_by = $2 AND state = 'running'`,
    [id, holder],
  );
}

function only(rows: readonly Job[]): Job {
  const [job] = rows;
  if (job === undefined) throw new Error('the statement answered no job');
  return job;
}
