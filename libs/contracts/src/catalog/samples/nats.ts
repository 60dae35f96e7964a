import { AT, CORRELATION, EVENT } from './ids';

const WHO = { user_id: 'ada', tenant_id: 'markets' };

export const API_CALL = {
  event_id: EVENT,
  timestamp: AT,
  service_name: 'bridge',
  ...WHO,
  event_type: 'api_call',
  resource_type: 'stamp',
  quantity: 1,
  unit: 'requests',
  metadata: { correlation_id: CORRELATION },
  cost: { amount: 0.0002, currency: 'EUR', rate: 0.0002 },
};

export const MODEL_INFERENCE = {
  ...API_CALL,
  service_name: 'model-gateway',
  event_type: 'model_inference',
  resource_type: 'tokens',
  quantity: 1830,
  unit: 'tokens',
};

const STEP = {
  step_id: `${CORRELATION}:stamp`,
  workflow_id: CORRELATION,
  timestamp: AT,
  step_name: 'Stamp content',
  service_name: 'bridge',
  step_type: 'stamp',
  metadata: { ...WHO, request_id: EVENT },
};

export const STEP_STARTED = { ...STEP, status: 'started' };
export const STEP_COMPLETED = { ...STEP, status: 'completed', execution_time_ms: 1.4 };
export const STEP_FAILED = {
  ...STEP,
  status: 'failed',
  execution_time_ms: 0.3,
  error: { code: 'invalid_payload', message: 'content is not text' },
};

export const CHAT_MESSAGE = {
  message_id: EVENT,
  timestamp: AT,
  channel: 'user:ada',
  message_type: 'chat_message',
  payload: { role: 'assistant', content: 'The code is valid.' },
  sender: { service_name: 'model-gateway', user_id: 'assistant' },
  recipients: [{ user_id: 'ada', connection_id: 'connection-7' }],
};

export const NOTIFICATION = {
  ...CHAT_MESSAGE,
  message_type: 'notification',
  payload: { title: 'Validation finished' },
};

export const SERVICE_DOWN = {
  event_id: EVENT,
  timestamp: AT,
  service_name: 'bridge',
  alert_type: 'service_down',
  severity: 'critical',
  status: 'firing',
  message: 'postgres has been away for 30 s',
  since: AT,
  metadata: { dependency: 'postgres' },
};

export const HIGH_LATENCY = {
  ...SERVICE_DOWN,
  alert_type: 'high_latency',
  severity: 'warning',
  message: 'p95 of stamp is 480 ms (more than 250 ms)',
};

export const QUOTA_EXCEEDED = {
  ...SERVICE_DOWN,
  alert_type: 'quota_exceeded',
  severity: 'warning',
  message: 'tenant markets used 10,200 of 10,000 requests',
};

const INGESTED = {
  event_id: EVENT,
  timestamp: AT,
  service_name: 'ingestion-service',
  document_id: 'docs/price-service.md',
  ...WHO,
  metadata: { collection: 'documents' },
};

export const DOCUMENT_INGESTED = {
  ...INGESTED,
  processing_time_ms: 212.5,
  size_bytes: 18_204,
  content_type: 'text/markdown',
};

export const DOCUMENT_INGEST_FAILED = {
  ...INGESTED,
  error: { code: 'content_too_large', message: 'the document has 40 MiB', details: [{ path: '/content' }] },
};
