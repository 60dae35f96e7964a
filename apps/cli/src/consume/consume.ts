import { randomUUID } from 'node:crypto';
import type { InboundRecord } from '#contracts';
import type { KafkaConnection, Position } from '#event-bus';
import type { Arguments } from '../arguments';
import { connectionOf, requireTopics, settingsOf } from '../broker';
import { EXIT, Failure, usage } from '../failure';
import { inJson } from '../registered';
import { unlessEnded, type Session } from '../session';
import { Reading } from './reading';
import { recordFilter } from './record-filter';
import { recordFormat } from './record-format';
import { recordAsJson, showRecord } from './show-record';

const SESSION_TIMEOUT_MS = 30_000;

/** `omni consume`: shows records until there are enough, nothing more comes, or the user has seen enough. */
export async function consume(typed: Arguments, session: Session): Promise<number> {
  if (typed.standardInput(0)) throw usage('consume reads topics, not standard input');
  const topics = [...new Set(typed.texts('topic'))];
  if (topics.length === 0) throw usage('say what to read: --topic TOPIC');
  const max = typed.count('max') ?? Number.POSITIVE_INFINITY;
  const group = typed.text('group');
  const start = startOf(typed);
  const reading = new Reading(session, {
    wants: wantedBy(typed),
    text: shownBy(typed, session),
    readable: inJson(typed),
    max,
    idleMs: typed.milliseconds('timeout'),
  });
  const connection = connectionOf(typed);
  await unlessEnded(session.signal, requireTopics(connection, topics));
  const groupId = group ?? `${settingsOf(typed).clientId}-${randomUUID()}`;
  try {
    await follow(connection, { groupId, topics, start }, reading, session);
  } finally {
    if (group === undefined) await forget(connection, groupId);
  }
  if (reading.count >= max) return EXIT.ok;
  const silence = typed.text('timeout') ?? '';
  if (Number.isFinite(max))
    throw new Failure('timeout', `${reading.count} of ${max} records came; none for ${silence}`);
  if (reading.count === 0) session.note(`no record for ${silence}`);
  return EXIT.ok;
}

/** Where reading begins: where a group of the user's stopped, at the beginning, or at a place in each partition. */
type Start = 'group' | 'beginning' | ((range: { readonly beginning: bigint; readonly end: bigint }) => bigint);

function startOf(typed: Arguments): Start {
  if (typed.flag('from-beginning')) return 'beginning';
  if (typed.text('group') !== undefined) return 'group';
  const offset = typed.whole('offset');
  if (offset !== undefined) {
    const at = BigInt(offset);
    return ({ beginning, end }) => (at < beginning ? beginning : at > end ? end : at);
  }
  const last = BigInt(typed.count('tail') ?? 0);
  return ({ beginning, end }) => (end - beginning > last ? end - last : beginning);
}

function wantedBy(typed: Arguments): (record: InboundRecord) => boolean {
  return recordFilter({
    partitions: typed.wholes('partition'),
    correlationId: typed.text('correlation-id'),
    conditions: typed.texts('filter'),
  });
}

function shownBy(typed: Arguments, { json, paint }: Session): (record: InboundRecord) => string {
  const template = typed.text('format');
  if (template !== undefined && json) throw usage('--format is for people; --output json has a form of its own');
  if (template !== undefined) return recordFormat(template);
  return json ? recordAsJson : (record) => showRecord(record, paint);
}

interface Wanted {
  readonly groupId: string;
  readonly topics: readonly string[];
  readonly start: Start;
}

async function follow(
  connection: KafkaConnection,
  { groupId, topics, start }: Wanted,
  reading: Reading,
  session: Session,
): Promise<void> {
  // Fixed before joining, so that what is published while the group forms is not lost.
  const places = typeof start === 'string' ? [] : await placesIn(connection, topics, start);
  const fromBeginning = start === 'beginning';
  const options = { groupId, topics, fromBeginning, sessionTimeoutMs: SESSION_TIMEOUT_MS };
  const subscription = await connection.subscribe(options, reading);
  try {
    if (places.length > 0) {
      await subscription.commit(places);
      subscription.seek(places);
    }
    reading.begin(subscription);
    await unlessEnded(session.signal, reading.done);
  } finally {
    reading.end();
    await subscription.stop();
  }
}

async function placesIn(
  connection: KafkaConnection,
  topics: readonly string[],
  start: Exclude<Start, string>,
): Promise<Position[]> {
  const ranges = await connection.administration.ranges(topics);
  return ranges.map(({ topic, partition, beginning, end }) => {
    const offset = start({ beginning: BigInt(beginning), end: BigInt(end) });
    return { topic, partition, offset: offset.toString() };
  });
}

async function forget(connection: KafkaConnection, groupId: string): Promise<void> {
  await connection.administration.deleteGroup(groupId).catch(() => undefined);
}
