import type { Arguments } from '../arguments';
import { EXIT, usage } from '../failure';
import { RECORDER } from '../options';
import { oneLine } from '../printable';
import type { Session } from '../session';
import { cell } from '../show-facts';
import { workerClient, type Json } from '../worker-client';
import { keygen } from './keygen';

/** `omni erase`: the recorder destroys the key of a subject. */
export async function erase(typed: Arguments, session: Session): Promise<number> {
  if (typed.all().length > 0) return { keygen }[typed.verb(['keygen'])](typed, session);
  const [subject, reason, dryRun] = [typed.text('subject'), typed.text('reason'), typed.flag('dry-run')];
  if (subject === undefined) throw usage('say whom: --subject ID');
  if (reason === undefined && !dryRun) throw usage('say why: --reason TEXT; or see how much it would be: --dry-run');
  const asked = dryRun ? { subject, dry_run: true } : { subject, reason };
  const answer = await workerClient(RECORDER, typed, session).post('erasures', asked);
  await session.print(session.json ? JSON.stringify(answer) : show(answer));
  return EXIT.ok;
}

function show({ subject, events, erased_at }: Json): string {
  const done = erased_at === null ? 'would become unreadable' : `unreadable since ${cell(erased_at)}`;
  return oneLine(`${cell(events)} events ${done}; the subject is known as ${cell(subject)}`);
}
