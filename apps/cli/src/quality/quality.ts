import type { Arguments } from '../arguments';
import { EXIT } from '../failure';
import { RECORDER } from '../options';
import { printItems } from '../print-items';
import type { Session } from '../session';
import { timeOf } from '../time';
import { workerClient, type WorkerClient } from '../worker-client';
import type { AssessmentAnswer, QualityAnswer } from './answers';
import { showEntities, showQuality } from './show-quality';

const PATH = 'quality';
const DEFAULT_MAX = 20;

/** `omni quality`: how good entities are and were, as the recorder has it. */
export async function quality(typed: Arguments, session: Session): Promise<number> {
  const recorder = workerClient(RECORDER, typed, session);
  return typed.all().length === 0 ? list(recorder, typed, session) : show(recorder, typed, session);
}

async function list(recorder: WorkerClient, typed: Arguments, session: Session): Promise<number> {
  const below = typed.share('below');
  const filter = {
    order: typed.flag('worst') ? 'worst' : 'recent',
    ...(below !== undefined && { below: String(below) }),
  };
  const { items, more } = await recorder.list(PATH, filter, typed.count('max') ?? DEFAULT_MAX);
  return printItems(items, (paint) => showEntities(items as unknown as readonly QualityAnswer[], more, paint), session);
}

async function show(recorder: WorkerClient, typed: Arguments, session: Session): Promise<number> {
  const [entity = ''] = typed.words(0, ['ENTITY']);
  const path = `${PATH}/${encodeURIComponent(entity)}`;
  const [now, max] = [new Date(), typed.count('max') ?? DEFAULT_MAX];
  const times = { from: timeOf('since', typed.text('since'), now), to: timeOf('to', typed.text('to'), now) };
  const filter = Object.fromEntries(
    Object.entries(times).flatMap(([name, at]) => (at === undefined ? [] : [[name, at]])),
  );
  const answer = await recorder.get(path);
  const { items, more } = await recorder.list(`${path}/history`, filter, max);
  if (session.json) await session.print(JSON.stringify({ ...answer, history: items }));
  else {
    const history = items as unknown as readonly AssessmentAnswer[];
    await session.print(showQuality(answer as unknown as QualityAnswer, history, more, session.paint));
  }
  return EXIT.ok;
}
