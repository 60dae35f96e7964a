import type { EnvelopeForm } from './envelope-form';
import type { DomainEventType } from './events';
import { MAX_MESSAGE_BYTES } from './json';
import { isCodegen, type Operation } from './operations';
import {
  ENVIRONMENTS,
  STATUS_TOPIC,
  STYLE_SPELLINGS,
  type Environment,
  type FieldSet,
  type StyleSpelling,
  type TopicStyle,
} from './topic-styles';

/** A conversation's place on the bus in one style and, where the style has environments, in one of them. */
export interface Route {
  readonly operation: Operation;
  readonly style: TopicStyle;
  readonly environment: Environment | null;
  readonly fields: FieldSet;
  /** What its party wraps messages in; a request's own envelope decides about the reply's. */
  readonly envelope: EnvelopeForm;
  readonly request: string;
  readonly response: string;
  /** Where refusals are answered; the response topic in most styles. */
  readonly failure: string;
  readonly deadLetter: string;
  readonly status: string;
}

export interface TopicSpec {
  readonly name: string;
  readonly partitions: number;
  /** Topic configuration as Kafka spells it. */
  readonly config: Readonly<Record<string, string>>;
}

/** Alerts go to both: the first is the underscored party's, the second the dotted party's. */
export const SYSTEM_ALERTS_TOPIC = 'omninode_system_alerts';
export const SYSTEM_ALERT_EVENT_TOPIC = 'omninode.system.event.alert.v1';

export const EVENT_TOPICS: Readonly<Record<DomainEventType, string>> = {
  metadata_stamped: 'omninode.bridge.event.metadata_stamped.v1',
  document_processed: 'omninode.bridge.event.document_processed.v1',
  validation_failed: 'omninode.bridge.event.validation_failed.v1',
  quality_assessed: 'omninode.intelligence.event.quality_assessed.v1',
};

export const ROUTES: readonly Route[] = STYLE_SPELLINGS.flatMap((spelling) =>
  environmentsOf(spelling).flatMap((environment) =>
    spelling.operations.map((operation) => routeIn(spelling, operation, environment)),
  ),
);

const byRequest = new Map(ROUTES.map((route) => [route.request, route]));
const byResponse = new Map(ROUTES.flatMap((route) => [route.response, route.failure].map((name) => [name, route])));

export function routeOfRequest(topic: string): Route | undefined {
  return byRequest.get(topic);
}

/** By the topic its answers or its refusals are on. */
export function routeOfResponse(topic: string): Route | undefined {
  return byResponse.get(topic);
}

export function routesOf(operation: Operation): readonly Route[] {
  return ROUTES.filter((route) => route.operation === operation);
}

/** Throws where the party has no such conversation: every operation has one in both home styles only. */
export function routeOf(operation: Operation, style: TopicStyle, environment: Environment = 'dev'): Route {
  const route = ROUTES.find(
    (candidate) =>
      candidate.operation === operation &&
      candidate.style === style &&
      (candidate.environment === null || candidate.environment === environment),
  );
  if (route === undefined) throw new Error(`no route for ${operation} in ${style} style`);
  return route;
}

/** Topic names by style with `{env}` left open, for those who describe the bus. */
export function placesOf(
  operation: Operation,
  part: 'request' | 'response' | 'failure' | 'deadLetter',
): readonly { readonly style: TopicStyle; readonly name: string }[] {
  return STYLE_SPELLINGS.flatMap((spelling) => {
    const pattern = spelling[part];
    if (pattern === undefined || !spelling.operations.includes(operation)) return [];
    return [{ style: spelling.style, name: spell(pattern, operation, null) }];
  });
}

/** Where a record of `topic` goes when it cannot be handled: the route's own dead-letter topic, else `{topic}.dlq`. */
export function deadLetterTopicOf(topic: string): string {
  return routeOfRequest(topic)?.deadLetter ?? `${topic}.dlq`;
}

export function deadLetterTopics(): readonly string[] {
  return ROUTES.map((route) => route.deadLetter);
}

/**
 * What has to exist before the requests of `topic` can be served: somewhere to answer, refuse, report and set aside.
 * Nothing for topics that carry no requests.
 */
export function companionsOf(topic: string): readonly TopicSpec[] {
  const route = routeOfRequest(topic);
  if (route === undefined) return [];
  const answers = new Set([route.response, route.failure]);
  return [...[...answers].map((name) => spec(name, 3, 7)), spec(route.status, 6, 3), deadLetterSpec(route.deadLetter)];
}

function environmentsOf({ request }: StyleSpelling): readonly (Environment | null)[] {
  return request.includes('{env}') ? ENVIRONMENTS : [null];
}

function routeIn(spelling: StyleSpelling, operation: Operation, environment: Environment | null): Route {
  const name = (pattern: string): string => spell(pattern, operation, environment);
  const response = name(spelling.response);
  return {
    operation,
    style: spelling.style,
    environment,
    fields: spelling.fields,
    envelope: spelling.envelope,
    request: name(spelling.request),
    response,
    failure: spelling.failure === undefined ? response : name(spelling.failure),
    deadLetter: name(spelling.deadLetter),
    status: spelling.status === undefined ? STATUS_TOPIC : name(spelling.status),
  };
}

function spell(pattern: string, operation: Operation, environment: Environment | null): string {
  const named = pattern
    .replaceAll('{op}', operation)
    .replaceAll('{domain}', isCodegen(operation) ? 'codegen' : 'bridge');
  return environment === null ? named : named.replaceAll('{env}', environment);
}

const DAY_MS = 86_400_000;

function spec(name: string, partitions: number, days: number): TopicSpec {
  return {
    name,
    partitions,
    config: { 'retention.ms': String(days * DAY_MS), 'cleanup.policy': 'delete', 'compression.type': 'gzip' },
  };
}

/** Room for a record of the largest size there is, and for the facts about its failure beside it. */
const DEAD_LETTER_BYTES = 2 * MAX_MESSAGE_BYTES;

function deadLetterSpec(name: string): TopicSpec {
  const { config, ...rest } = spec(name, 1, 30);
  return { ...rest, config: { ...config, 'max.message.bytes': String(DEAD_LETTER_BYTES) } };
}

/**
 * Every topic the workers read or write, in one environment. Figures from the seeds' deployment script: requests and
 * responses 3 partitions for 7 days, status 6 for 3 days, dead letters 1 for 30 days, all of them gzip.
 */
export function topicCatalog(environment: Environment = 'dev'): readonly TopicSpec[] {
  const routes = ROUTES.filter((route) => route.environment === null || route.environment === environment);
  const specs = [
    ...routes.flatMap((route) => [spec(route.request, 3, 7), ...companionsOf(route.request)]),
    ...Object.values(EVENT_TOPICS).map((name) => spec(name, 3, 7)),
    spec(SYSTEM_ALERTS_TOPIC, 1, 7),
    spec(SYSTEM_ALERT_EVENT_TOPIC, 1, 7),
  ];
  return [...new Map(specs.map((topic) => [topic.name, topic])).values()];
}
