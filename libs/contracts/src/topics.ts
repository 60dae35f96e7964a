import type { DomainEventType } from './events';
import { MAX_MESSAGE_BYTES } from './json';
import { OPERATIONS, isCodegen, type Operation } from './operations';

/** How a topic name is spelt: `omninode.codegen.request.validate.v1` or `omninode_codegen_request_validate_v1`. */
export const TOPIC_STYLES = ['dotted', 'underscored'] as const;
export type TopicStyle = (typeof TOPIC_STYLES)[number];

/** A conversation's place on the bus in one style. */
export interface Route {
  readonly operation: Operation;
  readonly style: TopicStyle;
  readonly request: string;
  readonly response: string;
  readonly deadLetter: string;
}

export interface TopicSpec {
  readonly name: string;
  readonly partitions: number;
  /** Topic configuration as Kafka spells it. */
  readonly config: Readonly<Record<string, string>>;
}

export const STATUS_TOPIC = 'omninode_codegen_status_session_v1';

/** Alerts go to both: the first is the underscored party's, the second the dotted party's. */
export const SYSTEM_ALERTS_TOPIC = 'omninode_system_alerts';
export const SYSTEM_ALERT_EVENT_TOPIC = 'omninode.system.event.alert.v1';

export const EVENT_TOPICS: Readonly<Record<DomainEventType, string>> = {
  metadata_stamped: 'omninode.bridge.event.metadata_stamped.v1',
  document_processed: 'omninode.bridge.event.document_processed.v1',
  validation_failed: 'omninode.bridge.event.validation_failed.v1',
  quality_assessed: 'omninode.intelligence.event.quality_assessed.v1',
};

/** Written out by table, not by splitting names: prefixes and hyphens make splitting ambiguous (wire-facts 1.7). */
export const ROUTES: readonly Route[] = OPERATIONS.flatMap((operation) => {
  const domain = isCodegen(operation) ? 'codegen' : 'bridge';
  const dotted = `omninode.${domain}.request.${operation}.v1`;
  return [
    {
      operation,
      style: 'dotted' as const,
      request: dotted,
      response: `omninode.${domain}.response.${operation}.v1`,
      deadLetter: `${dotted}.dlq`,
    },
    {
      operation,
      style: 'underscored' as const,
      request: `omninode_${domain}_request_${operation}_v1`,
      response: `omninode_${domain}_response_${operation}_v1`,
      deadLetter: `omninode_${domain}_dlq_${operation}_v1`,
    },
  ];
});

const byRequest = new Map(ROUTES.map((route) => [route.request, route]));
const byResponse = new Map(ROUTES.map((route) => [route.response, route]));

export function routeOfRequest(topic: string): Route | undefined {
  return byRequest.get(topic);
}

export function routeOfResponse(topic: string): Route | undefined {
  return byResponse.get(topic);
}

export function routesOf(operation: Operation): readonly Route[] {
  return ROUTES.filter((route) => route.operation === operation);
}

export function routeOf(operation: Operation, style: TopicStyle): Route {
  const route = ROUTES.find((candidate) => candidate.operation === operation && candidate.style === style);
  if (route === undefined) throw new Error(`no route for ${operation} in ${style} style`);
  return route;
}

/** Where a record of `topic` goes when it cannot be handled: the route's own dead-letter topic, else `{topic}.dlq`. */
export function deadLetterTopicOf(topic: string): string {
  return routeOfRequest(topic)?.deadLetter ?? `${topic}.dlq`;
}

export function deadLetterTopics(): readonly string[] {
  return ROUTES.map((route) => route.deadLetter);
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
 * Every topic the workers read or write. Figures from the seeds' deployment script: requests and responses 3 partitions
 * for 7 days, status 6 for 3 days, dead letters 1 for 30 days, all of them gzip.
 */
export function topicCatalog(): readonly TopicSpec[] {
  return [
    ...ROUTES.flatMap((route) => [
      spec(route.request, 3, 7),
      spec(route.response, 3, 7),
      deadLetterSpec(route.deadLetter),
    ]),
    spec(STATUS_TOPIC, 6, 3),
    ...Object.values(EVENT_TOPICS).map((name) => spec(name, 3, 7)),
    spec(SYSTEM_ALERTS_TOPIC, 1, 7),
    spec(SYSTEM_ALERT_EVENT_TOPIC, 1, 7),
  ];
}
