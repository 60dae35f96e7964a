import { hookTopicOf } from './catalog/hook-topics';
import type { EnvelopeForm } from './envelope-form';
import type { DomainEventType } from './events';
import { domainOf, type Operation } from './operations';
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

/** Alerts go to both: the first is the underscored party's, the second the dotted party's. */
export const SYSTEM_ALERTS_TOPIC = 'omninode_system_alerts';
export const SYSTEM_ALERT_EVENT_TOPIC = 'omninode.system.event.alert.v1';

/** What a person, an agent or a script decided about dead letters. */
export const DECISION_AUDIT_TOPIC = 'omninode.audit.agent_execution.v1';

export const EVENT_TOPICS: Readonly<Record<DomainEventType, string>> = {
  metadata_stamped: 'omninode.bridge.event.metadata_stamped.v1',
  document_processed: 'omninode.bridge.event.document_processed.v1',
  validation_failed: 'omninode.bridge.event.validation_failed.v1',
  quality_assessed: 'omninode.intelligence.event.quality_assessed.v1',
  pattern_learned: 'omninode.intelligence.event.pattern_learned.v1',
};

/** What every worker says about itself, in the two styles of the dotted party; hook events have topics of their own. */
export const SERVICE_TOPICS = {
  lifecycle: 'omninode.service.event.lifecycle.v1',
  health: 'omninode.service.event.health.v1',
  registered: 'omninode.infra.event.service_registered.v1',
  healthChanged: 'omninode.infra.event.service_health.v1',
  deregistered: 'omninode.infra.event.service_deregistered.v1',
} as const;

/** What the intelligence worker says beside its answers. */
export const INTELLIGENCE_TOPICS = {
  performanceBaseline: 'omninode.intelligence.event.performance_baseline.v1',
  optimizationIdentified: 'omninode.intelligence.event.optimization_identified.v1',
  anomalyDetected: hookTopicOf('intelligence.performance.anomaly_detected'),
  auditOfQuality: 'omninode.audit.quality_snapshot.v1',
  auditOfPatterns: 'omninode.audit.pattern_creation.v1',
  auditOfPerformance: 'omninode.audit.performance_baseline.v1',
} as const;

/** Events of others that start work in the intelligence worker, and where they may be. */
export const SUBSCRIPTIONS = {
  // S1's list of broadcasts has the second name, its catalog and S3 the first; written by nobody.
  document_indexed: ['omninode.search.event.document_indexed.v1', 'omninode.document.event.indexed.v1'],
  quality_assessed: [EVENT_TOPICS.quality_assessed],
  document_processed: [EVENT_TOPICS.document_processed],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export const SUBSCRIBED_TOPICS: readonly string[] = Object.values(SUBSCRIPTIONS).flat();

/** The topics every worker speaks on, whatever it answers. */
export const WORKER_TOPICS: readonly string[] = [
  ...Object.values(SERVICE_TOPICS),
  hookTopicOf('service.lifecycle'),
  hookTopicOf('error'),
];

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

/** Wherever our workers set records aside. */
export function deadLetterTopics(): readonly string[] {
  return [...ROUTES.map((route) => route.deadLetter), ...SUBSCRIBED_TOPICS.map(deadLetterTopicOf)];
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
  const named = pattern.replaceAll('{op}', operation).replaceAll('{domain}', domainOf(operation));
  return environment === null ? named : named.replaceAll('{env}', environment);
}
