import { routeOfRequest } from '#contracts';
import { compareReplies, placeOf, Tally, type Comparison, type Exchange, type Summary } from '#event-log';
import { Stamps } from '#stamping';
import type { Query } from '#storage';
import type { Arguments } from '../../arguments';
import { onDatabase } from '../../database';
import { EXIT } from '../../failure';
import { inOrder } from '../../in-order';
import { progressBar } from '../../progress';
import { unlessEnded, type Session } from '../../session';
import { workersOf } from '../../workers';
import { filterOf } from '../filter';
import { EVENT_LOG_TABLES } from './compare-options';
import { startInProcess, type InProcess } from './in-process';
import { showSummary } from './show-summary';
import { exchangesOfLog, exchangesOfSample, type ExchangeSource } from './source';
import type { KeptStamps } from './stamps';

/** `omni replay --compare`: recorded requests through this build, and their answers beside the recorded ones. */
export async function compare(typed: Arguments, session: Session): Promise<number> {
  const [file, threads, ignored] = [typed.text('sample'), workersOf(typed), typed.texts('ignore')];
  const compareAll = (source: ExchangeSource, stamps: KeptStamps | null) =>
    comparing(source, startInProcess(threads, stamps), { ignored, atOnce: threads }, session);
  const stampsIn = (query: Query): KeptStamps | null => (typed.flag('stamps') ? new Stamps(query) : null);
  if (file !== undefined) {
    const source = await exchangesOfSample(file);
    if (!typed.flag('stamps')) return unlessEnded(session.signal, compareAll(source, null));
    return onDatabase(session, EVENT_LOG_TABLES, ({ query }) => compareAll(source, stampsIn(query)));
  }
  const filter = filterOf(typed);
  return onDatabase(session, EVENT_LOG_TABLES, async ({ query }) =>
    compareAll(await exchangesOfLog(query, filter), stampsIn(query)),
  );
}

interface Settings {
  readonly ignored: readonly string[];
  readonly atOnce: number;
}

async function comparing(
  { total, exchanges }: ExchangeSource,
  worker: InProcess,
  { ignored, atOnce }: Settings,
  session: Session,
): Promise<number> {
  const tally = new Tally();
  const bar = progressBar(session, 'requests');
  try {
    const compareOne = async (exchange: Exchange) => ({
      exchange,
      comparison: await compared(exchange, worker, ignored),
    });
    for await (const { exchange, comparison } of inOrder(exchanges, atOnce, compareOne)) {
      const { request } = exchange;
      const operation = routeOfRequest(request.topic)?.operation ?? '(none)';
      tally.add(operation, placeOf(request), comparison);
      bar.show(tally.requests, total);
      if (session.json) await printOne(session, operation, exchange, comparison);
    }
  } finally {
    bar.end();
    await worker.close();
  }
  const { summary } = tally;
  await session.print(session.json ? JSON.stringify({ summary }) : showSummary(summary, session.paint));
  return isGood(summary) ? EXIT.ok : EXIT.no;
}

/** That nothing could be compared proves nothing. */
function isGood({ requests, equal, not_comparable }: Summary): boolean {
  return equal > 0 && equal + not_comparable === requests;
}

async function compared(exchange: Exchange, worker: InProcess, ignored: readonly string[]): Promise<Comparison> {
  const answers = await worker.answersTo(exchange);
  if (typeof answers === 'string' || exchange.reply === null) {
    const reason = typeof answers === 'string' ? answers : 'unanswered';
    return { verdict: { kind: 'not_comparable', reason }, varying: [], times: null };
  }
  return compareReplies(exchange.reply, answers, ignored);
}

async function printOne(
  session: Session,
  operation: string,
  { request }: Exchange,
  { verdict }: Comparison,
): Promise<void> {
  if (verdict.kind !== 'equal')
    await session.print(JSON.stringify({ request: placeOf(request), operation, ...verdict }));
}
