import { setTimeout as pause } from 'node:timers/promises';
import type { Arguments } from '../arguments';
import { EXIT } from '../failure';
import { printItems } from '../print-items';
import type { Session } from '../session';
import { timeOf } from '../time';
import { workerClient, type Json, type WorkerClient } from '../worker-client';
import { RECORDER } from '../options';
import { showComing, showEvent, showEvents } from './show-events';

const DEFAULT_MAX = 50;
const LOOK_EVERY_MS = 1_000;
/** Of one look; what comes faster is shown in the next ones. */
const MAX_COMING = 10_000;

type Filter = Readonly<Record<string, string>>;

/** `omni events`: what the recorder has recorded. */
export async function events(typed: Arguments, session: Session): Promise<number> {
  const recorder = workerClient(RECORDER, typed, session);
  const [id] = typed.all();
  if (id !== undefined) return show(recorder, typed, session);
  const filter = filterOf(typed, new Date());
  const max = typed.count('max') ?? DEFAULT_MAX;
  if (typed.flag('follow')) return follow(recorder, filter, max, session);
  const { items, more } = await recorder.list('events', filter, max);
  return printItems(items, (paint) => showEvents(items, more, paint), session);
}

async function show(recorder: WorkerClient, typed: Arguments, session: Session): Promise<number> {
  const [id = ''] = typed.words(0, ['EVENT_ID']);
  const event = await recorder.get(`events/${encodeURIComponent(id)}`);
  await session.print(session.json ? JSON.stringify(event) : showEvent(event));
  return EXIT.ok;
}

/** Nothing is added before a position that was seen, so what is behind it is new. */
async function follow(recorder: WorkerClient, filter: Filter, max: number, session: Session): Promise<never> {
  let seen = -1n;
  for (let limit = max; ; limit = MAX_COMING) {
    const coming = await newest(recorder, filter, limit, seen);
    for (const event of coming.toReversed()) {
      await session.print(session.json ? JSON.stringify(event) : showComing(event, session.paint));
    }
    seen = positionOf(coming[0]) ?? seen;
    await pause(LOOK_EVERY_MS, undefined, { signal: session.signal });
  }
}

async function newest(recorder: WorkerClient, filter: Filter, max: number, seen: bigint): Promise<readonly Json[]> {
  const isKnown = (event: Json): boolean => (positionOf(event) ?? seen) <= seen;
  const { items } = await recorder.list('events', filter, max, isKnown);
  return items.filter((event) => !isKnown(event));
}

function positionOf(event: Json | undefined): bigint | undefined {
  const position = event?.['position'];
  return typeof position === 'string' && /^\d+$/.test(position) ? BigInt(position) : undefined;
}

function filterOf(typed: Arguments, now: Date): Filter {
  const values = {
    topic: typed.text('topic'),
    event_type: typed.text('type'),
    correlation_id: typed.text('correlation-id'),
    session_id: typed.text('session'),
    from: timeOf('from', typed.text('from'), now),
    to: timeOf('to', typed.text('to'), now),
  };
  return Object.fromEntries(
    Object.entries(values).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
