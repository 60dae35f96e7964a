import { CATALOG, deadLetterTopicOf, deadLetterTopics, routeOf, ROUTES } from './contracts';
import type { CatalogEntry, Worker } from './catalog/catalog-entry';
import { HOOK_TOPICS } from './catalog/hook-topics';
import { operationsAskedBy, operationsServedBy } from './operations';
import { topicNamesOf } from './topic-catalog';
import { ENVIRONMENTS, STATUS_TOPIC, type Environment } from './topic-styles';
import { SUBJECT_ERASED_TOPIC, SUBSCRIBED_TOPICS } from './topics';

/** The groups that workers consume in; `KAFKA_CONSUMER_GROUP` gives one another. */
export const CONSUMER_GROUPS: Readonly<Record<Worker, string>> = {
  intelligence: 'archon-intelligence',
  bridge: 'omninode-bridge',
  coordinator: 'omninode-coordinator',
  'dlq-monitor': 'omninode-dlq-monitor',
  recorder: 'omninode-recorder',
};

/** In which style workers ask each other. */
const ASKING_STYLE = 'dotted';

/** What a worker takes in by name besides the requests of the operations it serves. */
export function eventTopicsOf(worker: Worker): readonly string[] {
  switch (worker) {
    case 'intelligence':
      return [...SUBSCRIBED_TOPICS, STATUS_TOPIC];
    case 'bridge':
      return [SUBJECT_ERASED_TOPIC];
    case 'coordinator':
      return [...answerTopicsOf(worker), SUBJECT_ERASED_TOPIC];
    case 'dlq-monitor':
      return [...deadLetterTopics(), SUBJECT_ERASED_TOPIC, ...HOOK_TOPICS];
    case 'recorder':
      return [];
  }
}

/** All that a worker takes in by name, in these environments where names begin with one. */
export function topicsReadBy(worker: Worker, environments: readonly Environment[]): readonly string[] {
  const served = operationsServedBy(worker);
  const requests = ROUTES.filter(({ operation }) => served.includes(operation)).map(({ request }) => request);
  const elsewhere = topicsOnlyIn(ENVIRONMENTS.filter((environment) => !environments.includes(environment)));
  return [...new Set([...requests, ...eventTopicsOf(worker)])].filter((topic) => !elsewhere.has(topic));
}

/** All that a worker publishes on by itself, dead letters of what it reads included. */
export function topicsWrittenBy(worker: Worker, environments: readonly Environment[]): readonly string[] {
  const collected = new Set(deadLetterTopics());
  const failing = topicsReadBy(worker, environments).filter((topic) => !collected.has(topic));
  return [...new Set([...topicsOf(saidBy(worker), environments), ...failing.map(deadLetterTopicOf)])];
}

/**
 * What workers that keep an outbox put into it. In one database it is one outbox: whichever of them looks next publishes
 * what waits there. Answers are in it where they come when the work is done, not when the request was read.
 */
export function outboxTopics(environments: readonly Environment[]): readonly string[] {
  const isPutIn = (worker: Worker, { pattern }: CatalogEntry): boolean =>
    pattern === 'event' || pattern === 'audit' || (worker === 'coordinator' && pattern !== 'dlq');
  const put = WITH_OUTBOX.flatMap((worker) => saidBy(worker).filter((entry) => isPutIn(worker, entry)));
  return [...new Set(topicsOf(put, environments))];
}

export function keepsOutbox(worker: Worker): boolean {
  return WITH_OUTBOX.includes(worker);
}

const WITH_OUTBOX: readonly Worker[] = ['bridge', 'coordinator', 'dlq-monitor', 'recorder'];

function saidBy(worker: Worker): readonly CatalogEntry[] {
  return CATALOG.filter(({ producers }) => producers.includes(worker));
}

function topicsOf(entries: readonly CatalogEntry[], environments: readonly Environment[]): readonly string[] {
  return entries.flatMap((entry) => environments.flatMap((environment) => topicNamesOf(asking(entry), environment)));
}

function topicsOnlyIn(environments: readonly Environment[]): ReadonlySet<string> {
  const routes = ROUTES.filter(({ environment }) => environment !== null && environments.includes(environment));
  return new Set(routes.flatMap(({ request, deadLetter }) => [request, deadLetter]));
}

/** Where answers come to what a worker asks of others. */
export function answerTopicsOf(worker: Worker): readonly string[] {
  const routes = operationsAskedBy(worker).map((operation) => routeOf(operation, ASKING_STYLE));
  return [...new Set(routes.flatMap(({ response, failure }) => [response, failure]))];
}

/** Requests have a place in every style, for those who ask in it. */
function asking(entry: CatalogEntry): CatalogEntry {
  const isPlace = ({ style }: CatalogEntry['places'][number]) => entry.pattern !== 'request' || style === ASKING_STYLE;
  return { ...entry, places: entry.places.filter(isPlace) };
}
