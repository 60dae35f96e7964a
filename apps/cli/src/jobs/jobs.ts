import { setTimeout as pause } from 'node:timers/promises';
import type { Arguments } from '../arguments';
import { EXIT, usage } from '../failure';
import { MONITOR } from '../options';
import { progressBar } from '../progress';
import { printItems } from '../print-items';
import type { Session } from '../session';
import { showFacts } from '../show-facts';
import { workerClient, type Json, type WorkerClient } from '../worker-client';
import { showJobs, showProgress } from './show-jobs';

const PATH = 'jobs';
const DEFAULT_MAX = 20;
const LOOK_EVERY_MS = 500;

/** `omni jobs`: long work, as workers keep it. */
export async function jobs(typed: Arguments, session: Session): Promise<number> {
  const verb = typed.verb(['ls', 'show', 'watch', 'cancel', 'resume']);
  const monitor = workerClient(MONITOR, typed, session);
  if (verb === 'ls') return list(monitor, typed, session);
  const [id = ''] = typed.words(1, ['ID']);
  const path = jobPath(id);
  if (verb === 'watch') return exitOf(await watch(monitor, id, session));
  return print(verb === 'show' ? await monitor.get(path) : await change(monitor, `${path}/${verb}`, typed), session);
}

async function list(monitor: WorkerClient, typed: Arguments, session: Session): Promise<number> {
  typed.words(1, []);
  const { items, more } = await monitor.list(PATH, {}, typed.count('max') ?? DEFAULT_MAX);
  return printItems(items, (paint) => showJobs(items, more, paint), session);
}

function change(monitor: WorkerClient, path: string, typed: Arguments): Promise<Json> {
  const reason = typed.text('reason');
  if (reason === undefined) throw usage('say why: --reason TEXT');
  return monitor.post(path, { reason });
}

async function print(job: Json, session: Session): Promise<number> {
  await session.print(session.json ? JSON.stringify(job) : showFacts(job));
  return EXIT.ok;
}

function jobPath(id: string): string {
  return `${PATH}/${encodeURIComponent(id)}`;
}

/**
 * Shows the job at each look until it has ended, and answers how. Polls, because any worker of its kind can answer, also
 * behind a balancer: a stream would end with the one that serves it.
 */
async function untilEnded(
  worker: WorkerClient,
  id: string,
  session: Session,
  show: (job: Json) => Promise<void> | void,
): Promise<Json> {
  for (;;) {
    const job = await worker.get(jobPath(id));
    await show(job);
    if (job['ended_at'] !== null) return job;
    await pause(LOOK_EVERY_MS, undefined, { signal: session.signal });
  }
}

/** Prints the job each time it has changed, and answers how it ended. */
export function watch(worker: WorkerClient, id: string, session: Session): Promise<Json> {
  let shown = '';
  return untilEnded(worker, id, session, async (job) => {
    const now = session.json ? JSON.stringify(job) : showProgress(job);
    if (now !== shown) await session.print(now);
    shown = now;
  });
}

/** The same of a job that was just asked for, called `what`; `null` with `--detach`, which does not wait for its end. */
export async function watchCreated(
  worker: WorkerClient,
  created: Json,
  what: string,
  typed: Arguments,
  session: Session,
): Promise<Json | null> {
  if (await detached(created, typed, session)) return null;
  const id = String(created['id']);
  if (!session.json) session.note(`${what} ${id}`);
  return watch(worker, id, session);
}

/** The same with a bar that counts `what`. */
export async function barOfCreated(
  worker: WorkerClient,
  created: Json,
  what: string,
  typed: Arguments,
  session: Session,
): Promise<Json | null> {
  if (await detached(created, typed, session)) return null;
  const bar = progressBar(session, what);
  const job = await untilEnded(worker, String(created['id']), session, ({ done, total }) => {
    if (typeof total === 'number') bar.show(Number(done), total);
  });
  bar.end();
  return job;
}

async function detached(created: Json, typed: Arguments, session: Session): Promise<boolean> {
  if (!typed.flag('detach')) return false;
  await session.print(session.json ? JSON.stringify(created) : String(created['id']));
  return true;
}

function exitOf(job: Json): number {
  return job['state'] === 'done' ? EXIT.ok : EXIT.no;
}
