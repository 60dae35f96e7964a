import type { Arguments } from '../arguments';
import { EXIT } from '../failure';
import { readSource } from '../payload';
import type { Session } from '../session';
import type { WorkerClient } from '../worker-client';
import { showRehearsed, showRehearsedGroup } from './show-rehearsed';

/** `omni dlq rehearse`: what today's handlers would make of a dead letter, or of a group. */
export function rehearse(monitor: WorkerClient, typed: Arguments, session: Session): Promise<number> {
  const [group, file] = [typed.text('group'), typed.text('value')];
  if (group === undefined) return one(monitor, typed, file, session);
  typed.words(1, []);
  return all(monitor, group, typed.count('max'), session);
}

async function one(
  monitor: WorkerClient,
  typed: Arguments,
  file: string | undefined,
  session: Session,
): Promise<number> {
  const [id = ''] = typed.words(1, ['ID']);
  const edit = file === undefined ? {} : { value_base64: (await readSource(file)).bytes.toString('base64') };
  const answer = await monitor.post(`dead-letters/${encodeURIComponent(id)}/rehearse`, edit);
  await session.print(session.json ? JSON.stringify(answer) : showRehearsed(answer));
  return answer['outcome'] === 'would_succeed' ? EXIT.ok : EXIT.no;
}

async function all(monitor: WorkerClient, group: string, max: number | undefined, session: Session): Promise<number> {
  const body = max === undefined ? {} : { max };
  const answer = await monitor.post(`dead-letter-groups/${encodeURIComponent(group)}/rehearse`, body);
  await session.print(session.json ? JSON.stringify(answer) : showRehearsedGroup(answer));
  return answer['would_succeed'] === answer['rehearsed'] ? EXIT.ok : EXIT.no;
}
