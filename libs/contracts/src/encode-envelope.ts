import type { EnvelopeForm } from './envelope-form';

/** Who publishes, and the clock and id source it does it with. */
export interface Origin {
  readonly service: string;
  /** Semantic version of the program. */
  readonly version: string;
  readonly instanceId: string;
  readonly hostname: string;
  readonly now: () => Date;
  readonly newId: () => string;
  /** Whether versions of events that have a successor are published too, until their end; left out: they are. */
  readonly publishesDeprecated?: boolean;
}

export interface EnvelopeParts {
  readonly form: EnvelopeForm;
  readonly eventId: string;
  /** As the form spells it: see `event-type-names.ts`. */
  readonly eventType: string;
  readonly topic: string;
  /** ISO 8601 with `Z`. */
  readonly timestamp: string;
  readonly correlationId: string | null;
  readonly sessionId: string | null;
  readonly causationId: string | null;
  readonly metadata: Readonly<Record<string, string>>;
  readonly payload: Readonly<Record<string, unknown>>;
  /** Members beside the payload, for conversations whose payload has no place for them. */
  readonly beside?: Readonly<Record<string, unknown>>;
}

type Writer = (parts: EnvelopeParts, origin: Origin) => Record<string, unknown>;

const VERSION_1 = { major: 1, minor: 0, patch: 0 };
const VERSION_2_1 = { major: 2, minor: 1, patch: 0 };

/**
 * The properties around `payload` and `error` in each form, named and ordered as its owner writes them (wire-facts 1.1,
 * 1.2).
 */
const WRITERS: { readonly [F in Exclude<EnvelopeForm, 'flat'>]: Writer } = {
  'onex-v1': (parts) => ({
    envelope_version: '1.0',
    correlation_id: parts.correlationId,
    session_id: parts.sessionId,
    event_type: parts.eventType,
    timestamp: parts.timestamp,
  }),
  architecture: (parts, origin) => ({
    event_id: parts.eventId,
    event_type: parts.eventType,
    correlation_id: parts.correlationId,
    causation_id: parts.causationId,
    timestamp: parts.timestamp,
    version: '1.0.0',
    source: { service: origin.service, instance_id: origin.instanceId, hostname: origin.hostname },
    metadata: parts.metadata,
  }),
  hook: (parts, origin) => ({
    event_id: parts.eventId,
    event_type: parts.eventType,
    timestamp: parts.timestamp,
    version: '1.0.0',
    source: { service_name: origin.service, service_version: origin.version, instance_id: origin.instanceId },
    correlation_id: parts.correlationId,
    trace_id: parts.metadata['trace_id'] ?? null,
    metadata: parts.metadata,
  }),
  registry: (parts, origin) => ({
    envelope_version: '1.0',
    event_id: parts.eventId,
    event_type: parts.eventType,
    event_version: '1.0',
    event_timestamp: parts.timestamp,
    source_node_id: origin.instanceId,
    source_service: origin.service,
    source_version: origin.version,
    source_instance: origin.instanceId,
    correlation_id: parts.correlationId,
    causation_id: parts.causationId,
    partition_key: parts.correlationId,
    metadata: parts.metadata,
  }),
  stamping: (parts, origin) => ({
    envelope_version: '1.0',
    event_id: parts.eventId,
    event_type: parts.eventType,
    timestamp: parts.timestamp,
    correlation_id: parts.correlationId,
    causation_id: parts.causationId,
    source_service: origin.service,
    source_version: origin.version,
    source_instance: origin.instanceId,
    source_node: origin.hostname,
    metadata: parts.metadata,
  }),
  'codegen-event': (parts, origin) => ({
    envelope_id: parts.eventId,
    envelope_version: 'v1',
    envelope_timestamp: parts.timestamp,
    event_type: parts.eventType,
    event_version: 'v1',
    correlation_id: parts.correlationId,
    causation_id: parts.causationId,
    trace_id: parts.metadata['trace_id'] ?? null,
    span_id: parts.metadata['span_id'] ?? null,
    source_service: origin.service,
    source_node_id: origin.instanceId,
  }),
  core: (parts, origin) => ({
    envelope_version: VERSION_1,
    event_id: parts.eventId,
    correlation_id: parts.correlationId,
    event_type: parts.eventType,
    timestamp: parts.timestamp,
    source_service: origin.service,
    source_node_id: origin.instanceId,
  }),
  tool: (parts, origin) => ({
    envelope_id: parts.eventId,
    envelope_version: VERSION_2_1,
    onex_version: VERSION_2_1,
    envelope_timestamp: parts.timestamp,
    correlation_id: parts.correlationId,
    source_tool: origin.service,
    target_tool: null,
    priority: 5,
    retry_count: 0,
    trace_id: parts.metadata['trace_id'] ?? null,
    span_id: parts.metadata['span_id'] ?? null,
    metadata: { ...parts.metadata, event_type: parts.eventType },
  }),
  archon: (parts, origin) => ({
    event_id: parts.eventId,
    event_type: 'CUSTOM',
    topic: parts.topic,
    correlation_id: parts.correlationId,
    causation_id: parts.causationId,
    trace_id: parts.metadata['trace_id'] ?? null,
    span_id: parts.metadata['span_id'] ?? null,
    source_service: origin.service,
    source_instance: origin.instanceId,
    source_version: origin.version,
    timestamp: parts.timestamp.replace('Z', '+00:00'),
    schema_version: '1.0.0',
    payload_type: parts.eventType,
    headers: {},
    priority: parts.beside !== undefined && 'error' in parts.beside ? 'HIGH' : 'NORMAL',
    ttl_seconds: null,
    retry_count: 0,
    max_retries: 3,
    signature: null,
    encrypted: false,
  }),
  omniclaude: (parts, origin) => ({
    id: parts.eventId,
    service: origin.service,
    timestamp: parts.timestamp,
    correlation_id: parts.correlationId,
    metadata: parts.metadata,
  }),
  'omniclaude-v2': (parts, origin) => ({
    event_id: parts.eventId,
    event_type: parts.eventType,
    // Points at nothing where no registry serves it, as theirs does; the member is what tells the form.
    schema_ref: `registry://omninode/${parts.topic}-value`,
    timestamp: parts.timestamp,
    tenant_id: parts.metadata['tenant_id'] ?? null,
    namespace: 'omninode',
    source: origin.service,
    correlation_id: parts.correlationId,
    causation_id: parts.causationId,
  }),
};

/** One message as JSON text in the asked-for envelope. */
export function encodeEnvelope(parts: EnvelopeParts, origin: Origin): string {
  if (parts.form === 'flat') return JSON.stringify({ ...parts.beside, ...parts.payload });
  const message = WRITERS[parts.form](parts, origin);
  message['payload'] = parts.payload;
  return JSON.stringify(parts.beside === undefined ? message : Object.assign(message, parts.beside));
}
