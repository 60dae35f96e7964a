import { CATALOG } from './contracts';
import { takesPart, WORKERS, type CatalogEntry } from './catalog/catalog-entry';
import { MAX_MESSAGE_BYTES } from './json';
import type { Route } from './routes';
import { ENVIRONMENTS, type Environment } from './topic-styles';
import { deadLetterTopicOf, routeOfRequest } from './contracts';

export interface TopicSpec {
  readonly name: string;
  readonly partitions: number;
  /** Topic configuration as Kafka spells it. */
  readonly config: Readonly<Record<string, string>>;
  /** Default: up to three, as many as there are brokers. */
  readonly replicas?: number;
}

/** Every topic the workers read or write, in one environment, as the catalog describes it. */
export function topicCatalog(environment: Environment = 'dev'): readonly TopicSpec[] {
  return topicsWith(isOurs, environment);
}

/** The topics of those entries, in one environment, whoever reads or writes them; NATS subjects are none. */
export function topicsWith(
  isWanted: (entry: CatalogEntry) => boolean,
  environment: Environment = 'dev',
): readonly TopicSpec[] {
  const specs = CATALOG.filter(isWanted).flatMap((entry) =>
    topicNamesOf(entry, environment).map((name) => specOf(entry, name)),
  );
  return [...new Map(specs.map((topic) => [topic.name, topic])).values()];
}

/** Every topic of the catalog, in all environments. */
export function catalogTopics(): readonly string[] {
  return ENVIRONMENTS.flatMap((environment) => topicsWith(() => true, environment).map(({ name }) => name));
}

/** The topics that an entry is found on in one environment. */
export function topicNamesOf({ places }: CatalogEntry, environment: Environment): readonly string[] {
  return places.filter(isTopic).map(({ name }) => name.replaceAll('{env}', environment));
}

/**
 * What has to exist before the records of `topic` can be handled: topics for replies, refusals and status where they are
 * requests, and one for dead letters. Nothing for topics that our workers do not read.
 */
export function companionsOf(topic: string): readonly TopicSpec[] {
  const route = routeOfRequest(topic);
  const answers = route === undefined ? [] : [route.response, route.failure, ...statusOf(route)];
  const names = new Set([...answers, deadLetterTopicOf(topic)]);
  return topicCatalog(route?.environment ?? undefined).filter(({ name }) => names.has(name));
}

function statusOf({ dialect, status }: Route): readonly string[] {
  return dialect.sessionStatus ? [status] : [];
}

function isOurs(entry: CatalogEntry): boolean {
  return WORKERS.some((worker) => takesPart(entry, worker));
}

/** Not a subject of another system, and not one name of endlessly many. */
function isTopic({ style, name }: CatalogEntry['places'][number]): boolean {
  return style !== 'nats' && !name.includes('{session_id}');
}

const DAY_MS = 86_400_000;

/** Room for a record of the largest size there is, and for the facts about its failure beside it. */
const DEAD_LETTER_BYTES = 2 * MAX_MESSAGE_BYTES;

function specOf({ pattern, partitions, retentionDays, compression, compacted }: CatalogEntry, name: string): TopicSpec {
  return {
    name,
    partitions,
    config: {
      'retention.ms': String(retentionDays === null ? -1 : retentionDays * DAY_MS),
      'cleanup.policy': compacted === true ? 'compact' : 'delete',
      'compression.type': compression,
      ...(pattern === 'dlq' && { 'max.message.bytes': String(DEAD_LETTER_BYTES) }),
    },
  };
}
