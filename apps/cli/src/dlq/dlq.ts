import type { Arguments } from '../arguments';
import { EXIT, Failure } from '../failure';
import { MONITOR } from '../options';
import { printItems } from '../print-items';
import type { Session } from '../session';
import { workerClient, type Json, type WorkerClient } from '../worker-client';
import { choices, filterOf, given, reasonOf } from './choices';
import { edit } from './edit';
import { alerts, topics } from './failing';
import { rehearse } from './rehearse';
import { retry } from './retry';
import {
  showContent,
  showDecided,
  showGroups,
  showHistory,
  showList,
  showOne,
  type Decided,
} from './show-dead-letters';
import { exportLetters, importLetters } from './transfer';
import { watch } from './watch';

const PATH = 'dead-letters';
const GROUPS = 'dead-letter-groups';
const DEFAULT_MAX = 50;

type Work = (monitor: WorkerClient, typed: Arguments, session: Session) => Promise<number>;

const deciding =
  (verb: string): Work =>
  (monitor, typed, session) =>
    decide(verb, monitor, typed, session);

const VERBS = {
  ls: list,
  topics,
  groups,
  alerts,
  show,
  ack: deciding('acknowledge'),
  resolve: deciding('resolve'),
  reopen: deciding('reopen'),
  discard: deciding('discard'),
  restore: deciding('restore'),
  quarantine: deciding('quarantine'),
  release: deciding('release'),
  rehearse,
  retry,
  edit,
  watch,
  export: exportLetters,
  import: importLetters,
} as const satisfies Readonly<Record<string, Work>>;

/** `omni dlq`: dead letters, as dlq-monitor keeps them. */
export function dlq(typed: Arguments, session: Session): Promise<number> {
  const verb = typed.verb(Object.keys(VERBS) as (keyof typeof VERBS)[]);
  return VERBS[verb](workerClient(MONITOR, typed, session), typed, session);
}

async function list(monitor: WorkerClient, typed: Arguments, session: Session): Promise<number> {
  typed.words(1, []);
  const { items: records, more } = await monitor.list(PATH, filterOf(typed, 'open'), typed.count('max') ?? DEFAULT_MAX);
  return printItems(records, (paint) => showList(records, more, paint), session);
}

async function groups(monitor: WorkerClient, typed: Arguments, session: Session): Promise<number> {
  typed.words(1, []);
  const filter = given({
    status: typed.choice('status', ['open', 'all'], 'open'),
    reason: typed.text('reason-is'),
    addressee: typed.text('addressee'),
  });
  const { items, more } = await monitor.list(GROUPS, filter, typed.count('max') ?? DEFAULT_MAX);
  return printItems(items, (paint) => showGroups(items, more, paint), session);
}

async function show(monitor: WorkerClient, typed: Arguments, session: Session): Promise<number> {
  const [id = ''] = typed.words(1, ['ID']);
  const path = `${PATH}/${encodeURIComponent(id)}`;
  if (typed.flag('bytes')) return writeBytes(await monitor.get(`${path}/content`), session);
  const parts: (readonly [Json, (part: Json) => string])[] = [[await monitor.get(path), showOne]];
  if (typed.flag('content')) parts.push([await monitor.get(`${path}/content`), showContent]);
  if (typed.flag('history')) parts.push([await monitor.get(`${path}/history`), showHistory]);
  for (const [part, text] of parts) await session.print(session.json ? JSON.stringify(part) : text(part));
  return EXIT.ok;
}

/** The value that failed, exactly: what `edit --file` would send unchanged. */
async function writeBytes({ original }: Json, session: Session): Promise<number> {
  const base64 = ((original as Json)['value'] as Json | null)?.['base64'];
  if (typeof base64 !== 'string') throw new Failure('no', 'its value is lost, or its bytes are not yours to read');
  await session.write(Buffer.from(base64, 'base64'));
  return EXIT.ok;
}

async function decide(verb: string, monitor: WorkerClient, typed: Arguments, session: Session): Promise<number> {
  const reason = reasonOf(typed);
  const decided: Decided[] = [];
  for (const choice of choices(typed)) {
    let complete: unknown;
    do {
      const answer = await monitor.post(`${PATH}/${verb}`, { reason, ...choice });
      decided.push(answer as unknown as Decided);
      complete = answer['complete'];
    } while (complete === false);
  }
  const all = joined(decided);
  await session.print(session.json ? JSON.stringify(all) : showDecided(verb, all));
  return all.not_found.length === 0 ? EXIT.ok : EXIT.no;
}

function joined(all: readonly Decided[]): Decided {
  return {
    changed: all.flatMap(({ changed }) => changed),
    unchanged: all.flatMap(({ unchanged }) => unchanged),
    statuses: Object.assign({}, ...all.map(({ statuses }) => statuses ?? {})) as Record<string, string>,
    not_found: all.flatMap(({ not_found }) => not_found),
  };
}
