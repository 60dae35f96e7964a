import type { TopicSpec } from '#contracts';
import type { KafkaConnection } from './kafka-connection';
import type { TopicRefusal, TopicState } from './kafkajs/administration';

export interface TopicDifference {
  readonly topic: string;
  /** A topic setting as Kafka spells it, or `partitions`. */
  readonly setting: string;
  readonly wanted: string;
  readonly found: string | undefined;
}

export interface TopicPlan {
  readonly create: readonly TopicSpec[];
  readonly differences: readonly TopicDifference[];
}

/**
 * What is missing, and where existing topics differ from the catalog. Existing topics are never altered: fewer
 * partitions or another retention may be somebody's decision, and more partitions would move keys.
 */
export function planTopics(catalog: readonly TopicSpec[], existing: ReadonlyMap<string, TopicState>): TopicPlan {
  return {
    create: catalog.filter((topic) => !existing.has(topic.name)),
    differences: catalog.flatMap((topic) => differencesOf(topic, existing.get(topic.name))),
  };
}

export interface AppliedTopics extends TopicPlan {
  /** Topics of `create` that the broker will not create. */
  readonly refused: readonly TopicRefusal[];
}

/** The sentence for people about one difference. */
export function describeDifference({ topic, setting, wanted, found }: TopicDifference): string {
  return `${topic}: ${setting} is ${found ?? 'not set'}, the catalog says ${wanted}; left as it is`;
}

/**
 * Creates what is missing, on up to three replicas, and waits until it can be used. A topic that somebody else creates
 * meanwhile counts as created; one that the broker refuses is reported and keeps none of the others from being created.
 */
export function applyTopics(connection: KafkaConnection, catalog: readonly TopicSpec[]): Promise<AppliedTopics> {
  return compareAndCreate(connection, catalog, false);
}

/** What `applyTopics` would do now, refusals by the broker included; changes nothing. */
export function previewTopics(connection: KafkaConnection, catalog: readonly TopicSpec[]): Promise<AppliedTopics> {
  return compareAndCreate(connection, catalog, true);
}

async function compareAndCreate(
  connection: KafkaConnection,
  catalog: readonly TopicSpec[],
  validateOnly: boolean,
): Promise<AppliedTopics> {
  const wanted = catalog.map((topic) => connection.configured(topic));
  const plan = planTopics(wanted, await connection.administration.describeTopics(catalog.map(({ name }) => name)));
  return { ...plan, refused: await connection.administration.createTopics(plan.create, validateOnly) };
}

function differencesOf(wanted: TopicSpec, found: TopicState | undefined): readonly TopicDifference[] {
  if (found === undefined) return [];
  const settings = [
    ['partitions', String(wanted.partitions), String(found.partitions)] as const,
    ...Object.entries(wanted.config).map(([name, value]) => [name, value, found.config[name]] as const),
  ];
  return settings
    .filter(([, want, have]) => want !== have)
    .map(([setting, want, have]) => ({ topic: wanted.name, setting, wanted: want, found: have }));
}
