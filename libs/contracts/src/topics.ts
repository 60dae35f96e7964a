import { hookTopicOf } from './catalog/hook-topics';
import type { DomainEventType } from './events';

/** Alerts go to both: an underscored and a dotted topic, each with readers of its own. */
export const SYSTEM_ALERTS_TOPIC = 'omninode_system_alerts';
export const SUBJECT_ERASED_TOPIC = 'omninode.system.event.subject_erased.v1';
/** Where the signed ends of the audit chain stand outside the database. */
export const AUDIT_CHECKPOINT_TOPIC = 'omninode.system.event.audit_checkpoint.v1';
export const SYSTEM_ALERT_EVENT_TOPIC = 'omninode.system.event.alert.v1';

/** How the bridge does, at regular intervals. */
export const PERFORMANCE_METRICS_TOPIC = 'omninode.bridge.event.performance_metrics.v1';

/** Events of the Python stamping service, by what their envelope calls them. Its code names the first topic only. */
export const STAMPING_EVENT_TOPICS = {
  'metadata.stamp.created': '{env}.omninode-bridge.metadata.metadata-stamp-created.v1',
  'metadata.stamp.validated': '{env}.omninode-bridge.metadata.metadata-stamp-validated.v1',
  'metadata.batch.processed': '{env}.omninode-bridge.metadata.metadata-batch-processed.v1',
} as const;

/** What a person, an agent or a script decided about dead letters. */
export const DECISION_AUDIT_TOPIC = 'omninode.audit.agent_execution.v1';

export const EVENT_TOPICS: Readonly<Record<DomainEventType, string>> = {
  metadata_stamped: 'omninode.bridge.event.metadata_stamped.v1',
  document_processed: 'omninode.bridge.event.document_processed.v1',
  validation_failed: 'omninode.bridge.event.validation_failed.v2',
  quality_assessed: 'omninode.intelligence.event.quality_assessed.v1',
  pattern_learned: 'omninode.intelligence.event.pattern_learned.v1',
  node_started: 'omninode.onex.event.node_started.v1',
  node_completed: 'omninode.onex.event.node_completed.v1',
  node_failed: 'omninode.onex.event.node_failed.v1',
  workflow_state: 'omninode.onex.event.workflow_state.v1',
};

/** What every worker says about itself, on dotted topics; hook events have topics of their own. */
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
  // The architecture document has both names: the second in its list of broadcasts. Nothing publishes to the second.
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
