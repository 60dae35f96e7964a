const ops = (pattern: string, operations: readonly string[]): readonly string[] =>
  operations.map((operation) => pattern.replace('*', operation));

const CODEGEN = ['analyze', 'validate', 'pattern', 'mixin'];
const BRIDGE = ['stamp', 'batch_stamp', 'verify'];

/** The guide: the thirteen topics of code generation, and the topic of its alerts. */
const GUIDE_TOPICS = [
  ...ops('omninode_codegen_request_*_v1', CODEGEN),
  ...ops('omninode_codegen_response_*_v1', CODEGEN),
  'omninode_codegen_status_session_v1',
  ...ops('omninode_codegen_dlq_*_v1', CODEGEN),
  'omninode_system_alerts',
];

/**
 * The architecture document and the quick reference: flow patterns, the tables of the five repositories, the domain
 * catalog, the dead-letter rule.
 */
const ARCHITECTURE_TOPICS = [
  ...ops('omninode.codegen.request.*.v1', CODEGEN),
  ...ops('omninode.codegen.response.*.v1', CODEGEN),
  'omninode.codegen.request.validate.v1.dlq',
  ...ops('omninode.bridge.request.*.v1', BRIDGE),
  ...ops('omninode.bridge.response.*.v1', BRIDGE),
  ...ops('omninode.bridge.event.*.v1', [
    'metadata_stamped',
    'document_processed',
    'validation_failed',
    'performance_metrics',
  ]),
  ...ops('omninode.intelligence.event.*.v1', [
    'quality_assessed',
    'pattern_learned',
    'performance_baseline',
    'optimization_identified',
  ]),
  ...ops('omninode.search.event.*.v1', ['document_indexed', 'collection_updated', 'vector_optimized']),
  'omninode.document.event.indexed.v1',
  ...ops('omninode.onex.event.*.v1', ['node_started', 'node_completed', 'node_failed', 'workflow_state']),
  ...ops('omninode.onex.request.*.v1', ['workflow_trigger', 'node_invoke']),
  ...ops('omninode.audit.*.v1', ['agent_execution', 'quality_snapshot', 'pattern_creation', 'performance_baseline']),
  'omninode.system.event.alert.v1',
  ...ops('omninode.service.event.*.v1', ['lifecycle', 'health']),
  ...ops('omninode.infra.event.*.v1', ['service_registered', 'service_health', 'service_deregistered']),
  'omninode.infra.request.health_check.v1',
];

/** The event schemas and the guide: the topics of hook events. */
const HOOK_TOPICS = [
  'hooks.service_lifecycle',
  'hooks.tool_registration',
  'hooks.tool_execution',
  'proxy.requests',
  'proxy.cache',
  'intelligence.patterns',
  'intelligence.performance',
  'configuration.changes',
  'system.errors',
  'events.general',
];

/** The NATS contracts: the subjects. */
const SUBJECTS = [
  'ingest.document.processed',
  'ingest.document.failed',
  'orchestrator.step.started',
  'orchestrator.step.completed',
  'orchestrator.step.failed',
  'usage.metered.api_call',
  'usage.metered.model_inference',
  'realtime.push.chat_message',
  'realtime.push.notification',
  'alerts.service_down',
  'alerts.high_latency',
  'alerts.quota_exceeded',
];

/** Every topic and subject the source documents name. */
export const DOCUMENTED_TOPICS: readonly string[] = [
  ...GUIDE_TOPICS,
  ...ARCHITECTURE_TOPICS,
  ...HOOK_TOPICS,
  ...SUBJECTS,
];

/** Every event type the source documents name that is not a topic: classes and hook events. */
export const DOCUMENTED_EVENT_TYPES: readonly string[] = [
  'CodegenAnalysisRequest',
  'CodegenAnalysisResponse',
  'CodegenValidationRequest',
  'CodegenValidationResponse',
  'CodegenPatternRequest',
  'CodegenPatternResponse',
  'CodegenMixinRequest',
  'CodegenMixinResponse',
  'CodegenStatusEvent',
  'DLQAlertEvent',
  'service.lifecycle.started',
  'service.lifecycle.stopped',
  'service.lifecycle.health_changed',
  'tool.registration.discovered',
  'tool.execution.completed',
  'proxy.request.routed',
  'proxy.cache.hit',
  'proxy.cache.miss',
  'intelligence.pattern.discovered',
  'intelligence.performance.anomaly_detected',
  'configuration.updated',
  'error.service.critical',
];
