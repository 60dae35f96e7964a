import type { Arguments } from '../arguments';
import { EXIT, usage } from '../failure';
import { readSource } from '../payload';
import { printable } from '../printable';
import type { Session } from '../session';
import { plain } from '../show-facts';
import type { Json, WorkerClient } from '../worker-client';
import { reasonOf } from './choices';
import { follow } from './retry';

/** Sends other content in the place of what failed. */
export async function edit(monitor: WorkerClient, typed: Arguments, session: Session): Promise<number> {
  const [id = ''] = typed.words(1, ['ID']);
  const path = `dead-letters/${encodeURIComponent(id)}`;
  const value = await valueOf(typed);
  if (!typed.flag('yes')) {
    const { original } = await monitor.get(`${path}/content`);
    const before = plain(((original as Json)['value'] as Json | null)?.['text']);
    await session.print(
      session.json ? JSON.stringify({ before, after: value }) : `- ${printable(before)}\n+ ${printable(value)}`,
    );
    if (!session.json) session.note('Nothing was sent: --yes --reason TEXT sends it.');
    return EXIT.ok;
  }
  const edited = await monitor.post(`${path}/edit`, { reason: reasonOf(typed), value, target: typed.text('target') });
  const job = await follow(monitor, edited['job'] as Json, typed, session);
  return job === null || job['state'] === 'done' ? EXIT.ok : EXIT.no;
}

async function valueOf(typed: Arguments): Promise<string> {
  const [file, json] = [typed.text('file'), typed.text('json')];
  if ((file === undefined) === (json === undefined))
    throw usage('say what is sent instead: --file FILE or --json TEXT');
  if (json !== undefined) return json;
  return (await readSource(file ?? '')).bytes.toString('utf8');
}
