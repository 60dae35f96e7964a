import { randomUUID } from 'node:crypto';
import type { KafkaConnection } from '#event-bus';
import type { Arguments } from './arguments';
import { connectionOf, requireTopics, settingsOf } from './broker';
import { EXIT, Failure, usage } from './failure';
import { Reading } from './reading';
import { unlessEnded, type Session } from './session';

const SESSION_TIMEOUT_MS = 30_000;

/** `omni consume`: shows records until there are enough, nothing more comes, or the user has seen enough. */
export async function consume(typed: Arguments, session: Session): Promise<number> {
  if (typed.standardInput(0)) throw usage('consume reads topics, not standard input');
  const topics = [...new Set(typed.texts('topic'))];
  if (topics.length === 0) throw usage('say what to read: --topic TOPIC');
  const max = typed.count('max') ?? Number.POSITIVE_INFINITY;
  const idleMs = typed.milliseconds('timeout');
  const group = typed.text('group');
  const connection = connectionOf(typed);
  await unlessEnded(session.signal, requireTopics(connection, topics));
  const groupId = group ?? `${settingsOf(typed).clientId}-${randomUUID()}`;
  const reading = new Reading(session, max, idleMs);
  try {
    await follow(connection, { groupId, topics, typed, keeps: group !== undefined }, reading, session);
  } finally {
    if (group === undefined) await forget(connection, groupId);
  }
  if (reading.count >= max || !Number.isFinite(max)) return EXIT.ok;
  throw new Failure('timeout', `${reading.count} of ${max} records came; none for ${typed.text('timeout') ?? ''}`);
}

interface Wanted {
  readonly groupId: string;
  readonly topics: readonly string[];
  readonly typed: Arguments;
  /** The group is the user's own: it continues where it stopped. */
  readonly keeps: boolean;
}

async function follow(
  connection: KafkaConnection,
  { groupId, topics, typed, keeps }: Wanted,
  reading: Reading,
  session: Session,
): Promise<void> {
  const fromBeginning = typed.flag('from-beginning');
  // Fixed before joining, so that what is published while the group forms is not lost.
  const ends = keeps || fromBeginning ? [] : await connection.ends(topics);
  const options = { groupId, topics, fromBeginning, sessionTimeoutMs: SESSION_TIMEOUT_MS };
  const subscription = await connection.subscribe(options, reading);
  try {
    if (ends.length > 0) {
      await subscription.commit(ends);
      subscription.seek(ends);
    }
    reading.begin(subscription);
    await unlessEnded(session.signal, reading.done);
  } finally {
    reading.end();
    await subscription.stop();
  }
}

async function forget(connection: KafkaConnection, groupId: string): Promise<void> {
  await connection.deleteGroup(groupId).catch(() => undefined);
}
