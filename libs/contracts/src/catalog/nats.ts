import type { JsonObject } from '../json';
import { DocumentIngestFailedEvent, DocumentIngestedEvent } from '../payloads/ingest';
import { AlertNotice } from '../payloads/nats/alert-notice';
import { OrchestratorStep } from '../payloads/nats/orchestrator-step';
import { RealtimeMessage } from '../payloads/nats/realtime-message';
import { UsageEvent } from '../payloads/nats/usage-event';
import type { PayloadClass } from '../schemas';
import type { CatalogEntry, InvalidSample } from './catalog-entry';
import { SUBJECT } from './figures';
import { NOT_LISTED, NOT_MATCHING, having, without } from './invalid';
import {
  API_CALL,
  CHAT_MESSAGE,
  DOCUMENT_INGESTED,
  DOCUMENT_INGEST_FAILED,
  HIGH_LATENCY,
  MODEL_INFERENCE,
  NOTIFICATION,
  QUOTA_EXCEEDED,
  SERVICE_DOWN,
  STEP_COMPLETED,
  STEP_FAILED,
  STEP_STARTED,
} from './samples/nats';

interface Services {
  readonly producers: readonly string[];
  readonly consumers: readonly string[];
}

const WORKERS = ['bridge', 'coordinator', 'dlq-monitor', 'intelligence', 'recorder'];
const INGEST: Services = {
  producers: ['ingestion-service'],
  consumers: ['analytics-service', 'billing-service', 'recorder'],
};
const STEPS: Services = {
  producers: ['bridge', 'coordinator', 'intelligence', 'orchestrator'],
  consumers: ['usage-metering', 'audit-log', 'recorder'],
};
const USAGE: Services = {
  producers: [...WORKERS, 'any service'],
  consumers: ['billing-service', 'analytics-service', 'recorder'],
};
const INFERENCE: Services = { ...USAGE, producers: ['model-gateway'] };
const PUSH: Services = {
  producers: ['realtime-gateway'],
  consumers: ['chat clients', 'notification-service', 'recorder'],
};
const ALERTS: Services = {
  producers: [...WORKERS, 'any service'],
  consumers: ['notification-service', 'audit-log', 'recorder'],
};

/** Messages have no key; JetStream knows a repeated one by its id, which is the event's. */
function subjectEntry(
  subject: string,
  services: Services,
  summary: string,
  payload: PayloadClass,
  sample: JsonObject,
  invalid: readonly InvalidSample[],
): CatalogEntry {
  return {
    name: `nats.event.${subject.replaceAll('.', '_')}`,
    domain: 'nats',
    pattern: 'event',
    version: '1.0.1',
    places: [{ style: 'nats', name: subject }],
    key: null,
    ...SUBJECT,
    ...services,
    summary,
    payload,
    sample,
    invalid,
    sources: ['NATS contracts'],
  };
}

export const NATS_ENTRIES: readonly CatalogEntry[] = [
  subjectEntry(
    'ingest.document.processed',
    INGEST,
    'A document was taken in.',
    DocumentIngestedEvent,
    DOCUMENT_INGESTED,
    [without(DOCUMENT_INGESTED, '/document_id'), having(DOCUMENT_INGESTED, '/size_bytes', -1, 'must be >= 0')],
  ),
  subjectEntry(
    'ingest.document.failed',
    INGEST,
    'A document could not be taken in.',
    DocumentIngestFailedEvent,
    DOCUMENT_INGEST_FAILED,
    [
      without(DOCUMENT_INGEST_FAILED, '/error/message'),
      having(DOCUMENT_INGEST_FAILED, '/error', 'too large', 'must be object'),
    ],
  ),
  subjectEntry('orchestrator.step.started', STEPS, 'A step of a workflow began.', OrchestratorStep, STEP_STARTED, [
    without(STEP_STARTED, '/step_id'),
    having(STEP_STARTED, '/status', 'begun', NOT_LISTED),
  ]),
  subjectEntry(
    'orchestrator.step.completed',
    STEPS,
    'A step of a workflow is done.',
    OrchestratorStep,
    STEP_COMPLETED,
    [having(STEP_COMPLETED, '/execution_time_ms', '1.4 ms', 'must be number'), without(STEP_COMPLETED, '/workflow_id')],
  ),
  subjectEntry('orchestrator.step.failed', STEPS, 'A step of a workflow failed.', OrchestratorStep, STEP_FAILED, [
    without(STEP_FAILED, '/error/message'),
    having(STEP_FAILED, '/timestamp', '', NOT_MATCHING),
  ]),
  subjectEntry('usage.metered.api_call', USAGE, 'A call was made and is to be counted.', UsageEvent, API_CALL, [
    having(API_CALL, '/quantity', -1, 'must be >= 0'),
    having(API_CALL, '/cost/currency', 'euro', NOT_MATCHING),
    without(API_CALL, '/resource_type'),
  ]),
  subjectEntry(
    'usage.metered.model_inference',
    INFERENCE,
    'A model was used and its tokens are to be counted.',
    UsageEvent,
    MODEL_INFERENCE,
    [
      having(MODEL_INFERENCE, '/quantity', '1830', 'must be number'),
      having(MODEL_INFERENCE, '/event_type', 'model.inference', NOT_MATCHING),
    ],
  ),
  subjectEntry('realtime.push.chat_message', PUSH, 'A chat message for its readers.', RealtimeMessage, CHAT_MESSAGE, [
    without(CHAT_MESSAGE, '/channel'),
    having(CHAT_MESSAGE, '/recipients', { user_id: 'ada' }, 'must be array'),
  ]),
  subjectEntry('realtime.push.notification', PUSH, 'A notification for its readers.', RealtimeMessage, NOTIFICATION, [
    having(NOTIFICATION, '/payload', 'Validation finished', 'must be object'),
    without(NOTIFICATION, '/recipients/0/user_id'),
  ]),
  subjectEntry('alerts.service_down', ALERTS, 'A service does not work, or works again.', AlertNotice, SERVICE_DOWN, [
    having(SERVICE_DOWN, '/severity', 'page', NOT_LISTED),
    without(SERVICE_DOWN, '/since'),
  ]),
  subjectEntry('alerts.high_latency', ALERTS, 'A service is slow, or no longer.', AlertNotice, HIGH_LATENCY, [
    having(HIGH_LATENCY, '/status', 'open', NOT_LISTED),
    without(HIGH_LATENCY, '/message'),
  ]),
  subjectEntry(
    'alerts.quota_exceeded',
    { ...ALERTS, producers: ['any service'] },
    'A tenant used more than it may.',
    AlertNotice,
    QUOTA_EXCEEDED,
    [having(QUOTA_EXCEEDED, '/alert_type', 'quota exceeded', NOT_MATCHING), without(QUOTA_EXCEEDED, '/event_id')],
  ),
];
