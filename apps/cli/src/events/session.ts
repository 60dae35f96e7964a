import type { Arguments } from '../arguments';
import { EXIT } from '../failure';
import type { Session } from '../session';
import { workerClient } from '../worker-client';
import type { SessionAnswer } from './answers';
import { RECORDER } from '../options';
import { showSession } from './show-session';

/** `omni session`: what happened in a session, as the recorder has it. */
export async function session(typed: Arguments, run: Session): Promise<number> {
  const [id = ''] = typed.words(0, ['SESSION_ID']);
  const answer = await workerClient(RECORDER, typed, run).get(`sessions/${encodeURIComponent(id)}`);
  await run.print(run.json ? JSON.stringify(answer) : showSession(answer as unknown as SessionAnswer, run.paint));
  return EXIT.ok;
}
