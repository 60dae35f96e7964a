import { hookTopicOf } from './catalog/hook-topics';
import type { DomainEventType } from './events';

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
