import type { Arguments } from '../arguments';
import { EXIT, usage } from '../failure';
import { barOfCreated } from '../jobs/jobs';
import type { Session } from '../session';
import type { Json, WorkerClient } from '../worker-client';
import { batches, choices, filterOf, reasonOf } from './choices';
import { showPreview, showTally } from './show-redrive';

/** Shows what would be sent again, and sends it where that is wanted. */
export async function retry(monitor: WorkerClient, typed: Arguments, session: Session): Promise<number> {
  const target = typed.text('target');
  const rate = rateOf(typed.text('rate'));
  const reason = typed.flag('yes') ? reasonOf(typed) : undefined;
  let code: number = EXIT.ok;
  for (const choice of await chosen(monitor, typed)) {
    const order = { kind: 'republish_dead_letters', input: { ...choice, target }, rate };
    const preview = await monitor.post('jobs/preview', order);
    if (reason === undefined || !session.json) {
      await session.print(session.json ? JSON.stringify(preview) : showPreview(preview, session.paint));
    }
    if (reason === undefined) continue;
    const ended = await follow(monitor, await monitor.post('jobs', { ...order, reason }), typed, session);
    if (ended !== null && ended['state'] !== 'done') code = EXIT.no;
  }
  if (reason === undefined && !session.json) session.note('Nothing was sent: --yes --reason TEXT sends it.');
  return code;
}

/** With `--max` only the newest so many. */
async function chosen(monitor: WorkerClient, typed: Arguments): Promise<readonly object[]> {
  const max = typed.count('max');
  const all = choices(typed);
  if (max === undefined) return all;
  if (typed.all().length > 1) throw usage('--max goes with filters, not with ids');
  const { items } = await monitor.list('dead-letters', filterOf(typed, 'open'), max);
  return batches(items.map(({ id }) => String(id)));
}

/** A bar until the job ends, then what came of it; `null` with `--detach`. */
export async function follow(
  monitor: WorkerClient,
  created: Json,
  typed: Arguments,
  session: Session,
): Promise<Json | null> {
  const job = await barOfCreated(monitor, created, 'records', typed, session);
  if (job === null) return null;
  await session.print(session.json ? JSON.stringify(job) : showTally(job, session.paint));
  return job;
}

function rateOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const [, count] = /^([1-9]\d{0,4})(?:\/s)?$/.exec(text) ?? [];
  if (count !== undefined) return Number(count);
  throw usage(`--rate must be records a second, such as 500/s, not ${JSON.stringify(text)}`);
}
