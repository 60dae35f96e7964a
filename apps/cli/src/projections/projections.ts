import type { Arguments } from '../arguments';
import { columns } from '../columns';
import { EXIT, usage } from '../failure';
import { watchCreated } from '../jobs/jobs';
import { RECORDER } from '../options';
import { printItems } from '../print-items';
import type { Paint, Session } from '../session';
import { cell } from '../show-facts';
import { workerClient, type Json, type WorkerClient } from '../worker-client';

const PATH = 'projections';

/** `omni projections`: what the recorder makes of the event log. */
export async function projections(typed: Arguments, session: Session): Promise<number> {
  const verb = typed.verb(['ls', 'rebuild']);
  const recorder = workerClient(RECORDER, typed, session);
  return verb === 'ls' ? list(recorder, typed, session) : rebuild(recorder, typed, session);
}

async function list(recorder: WorkerClient, typed: Arguments, session: Session): Promise<number> {
  typed.words(1, []);
  const { items: listed } = await recorder.get(PATH);
  const items = Array.isArray(listed) ? (listed as readonly Json[]) : [];
  return printItems(items, (paint) => showProjections(items, paint), session);
}

async function rebuild(recorder: WorkerClient, typed: Arguments, session: Session): Promise<number> {
  const [name = ''] = typed.words(1, ['NAME']);
  const reason = typed.text('reason');
  if (reason === undefined) throw usage('say why: --reason TEXT');
  const created = await recorder.post(`${PATH}/${encodeURIComponent(name)}/rebuild`, { reason });
  const job = await watchCreated(recorder, created, 'rebuild', typed, session);
  return job === null || isEqual(job) ? EXIT.ok : EXIT.no;
}

function isEqual({ state, result }: Json): boolean {
  return state === 'done' && (result as Json | null)?.['equal'] === true;
}

function showProjections(projections: readonly Json[], paint: Paint): string {
  const head = ['NAME', 'POSITION', 'LAG', 'APPLIED', 'PASSED OVER', 'HASH'].map((name) => paint('dim', name));
  const rows = projections.map((one) => [
    cell(one['name']),
    cell(one['position']),
    cell(one['lag_events']),
    cell(one['applied']),
    cell(one['passed_over']),
    cell(one['hash']),
  ]);
  return columns([head, ...rows]);
}
