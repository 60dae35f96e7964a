import { entriesOfTopic } from '#contracts';
import type { KafkaConnection } from '#event-bus';
import type { Arguments } from '../arguments';
import { requireTopics } from '../broker';
import { EXIT, Failure, usage } from '../failure';
import type { Session } from '../session';
import { counted } from './in-words';

/** More partitions than there are, in the same topic. */
export async function addPartitions(
  connect: () => KafkaConnection,
  typed: Arguments,
  session: Session,
): Promise<number> {
  const [topic = ''] = typed.words(1, ['TOPIC']);
  const to = typed.count('count');
  if (to === undefined) throw usage('say how many there are to be: --count N');
  const connection = connect();
  await requireTopics(connection, [topic]);
  const from = (await connection.administration.describeTopics([topic])).get(topic)?.partitions ?? 0;
  if (to <= from) throw new Failure('no', `${topic} has ${counted(from, 'partition')}; there can only be more`);
  const isMeant = typed.flag('yes');
  if (isMeant) await connection.administration.addPartitions(topic, to);
  return report({ topic, from, to }, `${topic}: ${from} → ${counted(to, 'partition')}`, isMeant, session);
}

/** Deletes what is on a topic now. */
export async function purge(connect: () => KafkaConnection, typed: Arguments, session: Session): Promise<number> {
  const [topic = ''] = typed.words(1, ['TOPIC']);
  if (topic.startsWith('__')) throw usage(`${topic} is Kafka's own`);
  if (entriesOfTopic(topic).some(({ retentionDays }) => retentionDays === null)) {
    throw new Failure('no', `${topic} is kept for good: it is evidence`);
  }
  const connection = connect();
  await requireTopics(connection, [topic]);
  const isMeant = typed.flag('yes');
  const ranges = isMeant
    ? await connection.administration.deleteRecords(topic)
    : await connection.administration.ranges([topic]);
  const records = ranges.reduce((sum, { beginning, end }) => sum + Number(BigInt(end) - BigInt(beginning)), 0);
  return report({ topic, records }, `${topic}: ${counted(records, 'record')} to delete`, isMeant, session);
}

async function report(facts: object, text: string, isDone: boolean, { json, print, note }: Session): Promise<number> {
  await print(json ? JSON.stringify({ ...facts, done: isDone }) : text);
  if (!json) note(isDone ? 'Done.' : 'Nothing was changed: --yes does it.');
  return EXIT.ok;
}
