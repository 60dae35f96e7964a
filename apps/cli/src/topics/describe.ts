import { ENVIRONMENTS, entriesOfTopic, topicsWith, type CatalogEntry } from '#contracts';
import { planTopics, type KafkaConnection, type TopicDetails, type TopicDifference } from '#event-bus';
import type { Arguments } from '../arguments';
import { requireTopics } from '../broker';
import { columns } from '../columns';
import { usage } from '../failure';
import { printItems } from '../print-items';
import { oneLine } from '../printable';
import type { Paint, Session } from '../session';
import { counted } from './in-words';
import { differenceInWords } from './show-plan';

/** What broker and catalog say about topics. */
export async function describe(connect: () => KafkaConnection, typed: Arguments, session: Session): Promise<number> {
  const topics = [...new Set(typed.all().slice(1))];
  if (topics.length === 0) throw usage('TOPIC is missing');
  const connection = connect();
  await requireTopics(connection, topics);
  const found = await connection.administration.topicDetails(topics);
  const items = found.map((details) => ({
    ...details,
    name_on_broker: connection.nameOnBroker(details.topic),
    catalog: entriesOfTopic(details.topic).map(said),
    differences: differencesOf(connection, details),
  }));
  return printItems(items, (paint) => items.map((one) => show(one, paint)).join('\n\n'), session);
}

interface Described extends TopicDetails {
  readonly name_on_broker: string;
  readonly differences: readonly TopicDifference[];
}

function said({ name, summary, version, key, producers, consumers }: CatalogEntry) {
  return { name, summary, version, key, producers, consumers };
}

function show({ topic, partitions, config, ownSettings, ...rest }: Described, paint: Paint): string {
  const records = partitions.reduce((sum, { beginning, end }) => sum + Number(BigInt(end) - BigInt(beginning)), 0);
  const table = partitions.map(({ partition, leader, replicas, inSync, beginning, end }) => [
    String(partition),
    leader < 0 ? paint('red', 'none') : String(leader),
    replicas.join(','),
    inSync.length < replicas.length ? paint('yellow', inSync.join(',')) : inSync.join(','),
    beginning,
    end,
  ]);
  return [
    `${paint('bold', oneLine(topic))}  ${counted(partitions.length, 'partition')}, ${counted(records, 'offset')} in use`,
    ...(rest.name_on_broker === topic ? [] : [`  called ${rest.name_on_broker} on this broker`]),
    ...entriesOfTopic(topic).map(entryLines),
    columns([['PARTITION', 'LEADER', 'REPLICAS', 'IN SYNC', 'FROM', 'TO'], ...table], '  '),
    ...rest.differences.map((one) => paint('yellow', `  differs: ${differenceInWords(one)}`)),
    columns(
      ownSettings.map((name) => [name, oneLine(config[name] ?? '')]),
      '  ',
    ),
  ]
    .filter((part) => part !== '')
    .join('\n');
}

function entryLines({ name, summary, key, producers, consumers }: CatalogEntry): string {
  return `  ${name}: ${summary}\n  key ${key ?? 'none'}; from ${producers.join(', ')}; to ${consumers.join(', ')}`;
}

function differencesOf(
  connection: KafkaConnection,
  { topic, partitions, config }: TopicDetails,
): readonly TopicDifference[] {
  const specs = ENVIRONMENTS.flatMap((environment) => topicsWith(() => true, environment));
  const wanted = specs.find(({ name }) => name === topic);
  return wanted === undefined
    ? []
    : planTopics([connection.configured(wanted)], new Map([[topic, { partitions: partitions.length, config }]]))
        .differences;
}
