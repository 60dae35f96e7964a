import { entriesOfTopic } from '#contracts';
import { matcherOf } from '#config';
import type { KafkaConnection, TopicState } from '#event-bus';
import type { Arguments } from '../arguments';
import { columns } from '../columns';
import { printItems } from '../print-items';
import { oneLine } from '../printable';
import type { Session } from '../session';
import { counted, retentionOf } from './in-words';
import { domainFilter } from './wanted-topics';

interface Listed {
  readonly topic: string;
  readonly partitions: number;
  /** In milliseconds, -1 for ever; `null` where the broker does not say. */
  readonly retention_ms: number | null;
  /** What the catalog has on it, by name; nothing where it does not know the topic. */
  readonly entries: readonly string[];
}

/** The topics that are on the broker, without Kafka's own. */
export async function ls(connect: () => KafkaConnection, typed: Arguments, session: Session): Promise<number> {
  typed.words(1, []);
  const isOfDomain = domainFilter(typed);
  const patterns = typed.texts('match');
  const fits = patterns.length === 0 ? () => true : matcherOf(patterns);
  const connection = connect();
  const names = (await connection.administration.topics()).filter(
    (topic) =>
      !topic.startsWith('__') && fits(topic) && (isOfDomain === undefined || entriesOfTopic(topic).some(isOfDomain)),
  );
  const states = await connection.administration.describeTopics(names);
  const topics = [...states].map(([topic, state]) => listed(topic, state)).sort((a, b) => (a.topic < b.topic ? -1 : 1));
  return printItems(topics, () => show(topics), session);
}

function listed(topic: string, { partitions, config }: TopicState): Listed {
  const retention = config['retention.ms'];
  const entries = entriesOfTopic(topic).map(({ name }) => name);
  return { topic, partitions, retention_ms: retention === undefined ? null : Number(retention), entries };
}

function show(topics: readonly Listed[]): string {
  const rows = topics.map(({ topic, partitions, retention_ms, entries }) => [
    oneLine(topic),
    counted(partitions, 'partition'),
    retention_ms === null ? '-' : retentionOf(String(retention_ms)),
    entries.join(', ') || 'not in the catalog',
  ]);
  return rows.length === 0 ? 'no topics' : columns(rows);
}
