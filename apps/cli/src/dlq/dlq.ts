import type { Arguments } from '../arguments';
import { accessToken } from '../config';
import { EXIT, usage } from '../failure';
import type { Session } from '../session';
import { DEFAULT_URL } from './command';
import { MonitorClient, type Json } from './monitor-client';
import { showDecided, showList, showOne, type Decided } from './show-dead-letters';

const TIMEOUT_MS = 30_000;
const PAGE = 100;
const DEFAULT_MAX = 50;
/** Ids of one request. */
const BATCH = 1_000;

/** `omni dlq`: dead letters, as dlq-monitor keeps them. */
export async function dlq(typed: Arguments, session: Session): Promise<number> {
  const verb = typed.verb(['list', 'show', 'resolve', 'reopen']);
  const monitor = new MonitorClient({
    url: typed.text('url') ?? DEFAULT_URL,
    token: accessToken(typed.text('token')),
    timeoutMs: typed.milliseconds('timeout') ?? TIMEOUT_MS,
    signal: session.signal,
  });
  if (verb === 'list') return list(monitor, typed, session);
  if (verb === 'show') return show(monitor, typed, session);
  return decide(verb, monitor, typed, session);
}

async function list(monitor: MonitorClient, typed: Arguments, session: Session): Promise<number> {
  typed.words(1, []);
  const status = typed.choice('status', ['open', 'resolved', 'all'], 'open');
  const filter = { ...filterOf(typed), ...(status !== 'all' && { status }) };
  const { records, more } = await pages(monitor, filter, typed.count('max') ?? DEFAULT_MAX);
  if (!session.json) await session.print(showList(records, more, session.paint));
  else for (const record of records) await session.print(JSON.stringify(record));
  return EXIT.ok;
}

async function pages(monitor: MonitorClient, filter: Readonly<Record<string, string>>, max: number) {
  const records: Json[] = [];
  let next: unknown = undefined;
  do {
    const limit = String(Math.min(PAGE, max - records.length));
    const page = await monitor.get('', {
      ...filter,
      limit,
      ...(typeof next === 'string' && { cursor: next }),
    });
    records.push(...(Array.isArray(page['items']) ? (page['items'] as Json[]) : []));
    next = page['next'];
  } while (typeof next === 'string' && records.length < max);
  return { records, more: typeof next === 'string' };
}

async function show(monitor: MonitorClient, typed: Arguments, session: Session): Promise<number> {
  const [id = ''] = typed.words(1, ['ID']);
  const record = await monitor.get(`/${encodeURIComponent(id)}`);
  await session.print(session.json ? JSON.stringify(record) : showOne(record));
  return EXIT.ok;
}

async function decide(
  verb: 'resolve' | 'reopen',
  monitor: MonitorClient,
  typed: Arguments,
  session: Session,
): Promise<number> {
  const reason = typed.text('reason');
  if (reason === undefined) throw usage('say why: --reason TEXT');
  const decided: Decided[] = [];
  for (const choice of choices(typed)) {
    let complete: unknown;
    do {
      const answer = await monitor.post(`/${verb}`, { reason, ...choice });
      decided.push(answer as unknown as Decided);
      complete = answer['complete'];
    } while (complete === false);
  }
  const all = joined(decided);
  await session.print(session.json ? JSON.stringify(all) : showDecided(verb, all));
  return all.not_found.length === 0 ? EXIT.ok : EXIT.no;
}

/** What each request is about: ids, so many at a time, or one filter. */
function choices(typed: Arguments): readonly object[] {
  const ids = typed.all().slice(1);
  const filter = filterOf(typed);
  if ((ids.length === 0) === (Object.keys(filter).length === 0)) {
    throw usage('say which: either ids or --topic, --code, --correlation-id');
  }
  if (ids.length === 0) return [{ filter }];
  return Array.from({ length: Math.ceil(ids.length / BATCH) }, (_, at) => ({
    ids: ids.slice(at * BATCH, (at + 1) * BATCH),
  }));
}

function filterOf(typed: Arguments): Record<string, string> {
  const values = { topic: typed.text('topic'), code: typed.text('code'), correlation_id: typed.text('correlation-id') };
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

function joined(all: readonly Decided[]): Decided {
  return {
    changed: all.flatMap(({ changed }) => changed),
    unchanged: all.flatMap(({ unchanged }) => unchanged),
    not_found: all.flatMap(({ not_found }) => not_found),
  };
}
