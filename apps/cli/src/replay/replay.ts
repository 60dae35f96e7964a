import type { Arguments } from '../arguments';
import { EXIT, usage } from '../failure';
import { watchCreated } from '../jobs/jobs';
import type { Session } from '../session';
import { workerClient, type Json } from '../worker-client';
import { RECORDER } from '../options';
import { compare } from './compare/compare';
import { exportSample } from './compare/export-sample';
import { filterOf } from './filter';
import { showPreview } from './show-preview';

const PATH = 'replays';

/** `omni replay`: recorded events, sent again by the recorder. */
export async function replay(typed: Arguments, session: Session): Promise<number> {
  typed.words(0, []);
  if (typed.flag('compare')) return compare(typed, session);
  if (typed.text('export') !== undefined) return exportSample(typed, session);
  const recorder = workerClient(RECORDER, typed, session);
  const asked = askedFor(typed);
  if (typed.flag('dry-run')) {
    const preview = await recorder.post(PATH, { ...asked, dry_run: true });
    await session.print(session.json ? JSON.stringify(preview) : showPreview(preview, session.paint));
    return preview['refused'] === null ? EXIT.ok : EXIT.no;
  }
  const reason = typed.text('reason');
  if (reason === undefined) throw usage('say why: --reason TEXT; or see what would be sent: --dry-run');
  const created = await recorder.post(PATH, { ...asked, reason });
  const job = await watchCreated(recorder, created, 'replay', typed, session);
  return job === null || isConfirmed(job) ? EXIT.ok : EXIT.no;
}

function isConfirmed({ state, result }: Json): boolean {
  return state === 'done' && (result as Json | null)?.['confirmed'] === true;
}

function askedFor(typed: Arguments): object {
  return {
    ...filterOf(typed),
    to_topic: typed.text('to-topic'),
    rate: rateOf(typed.text('rate')),
    max_dead_letters: countOf(typed.text('max-dead-letters')),
  };
}

function rateOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const [, count] = /^([1-9]\d{0,5})(?:\/s)?$/.exec(text) ?? [];
  if (count !== undefined) return Number(count);
  throw usage(`--rate must be records a second, such as 500/s, not ${JSON.stringify(text)}`);
}

function countOf(text: string | undefined): number | undefined {
  if (text === undefined || /^\d{1,7}$/.test(text)) return text === undefined ? undefined : Number(text);
  throw usage(`--max-dead-letters must be a whole number from 0, not ${JSON.stringify(text)}`);
}
