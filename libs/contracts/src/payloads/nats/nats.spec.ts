import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { checkOf } from '../../checks';
import type { PayloadClass } from '../../schemas';
import { AlertNotice } from './alert-notice';
import { OrchestratorStep } from './orchestrator-step';
import { RealtimeMessage } from './realtime-message';
import { UsageEvent } from './usage-event';

/** The examples of the NATS contracts document, and an alert of our own. */
const USAGE = {
  event_id: '550e8400-e29b-41d4-a716-446655440000',
  timestamp: '2024-01-15T10:30:00Z',
  service_name: 'model-gateway',
  user_id: '123e4567-e89b-12d3-a456-426614174000',
  tenant_id: '789e0123-e89b-12d3-a456-426614174000',
  event_type: 'model_inference',
  resource_type: 'tokens',
  quantity: 150,
  unit: 'tokens',
  metadata: { model_name: 'gpt-4', response_time_ms: 1250 },
  cost: { amount: 0.0003, currency: 'USD', rate: 0.000002 },
};

const STEP = {
  step_id: '660e8400-e29b-41d4-a716-446655440001',
  workflow_id: '770e8400-e29b-41d4-a716-446655440002',
  timestamp: '2024-01-15T10:30:00Z',
  step_name: 'Process Document',
  status: 'completed',
  service_name: 'ingestion-service',
  step_type: 'data_processing',
  execution_time_ms: 2500,
  metadata: {
    user_id: '123e4567-e89b-12d3-a456-426614174000',
    tenant_id: '789e0123-e89b-12d3-a456-426614174000',
    request_id: 'req-123456',
  },
};

const PUSH = {
  message_id: '880e8400-e29b-41d4-a716-446655440003',
  timestamp: '2024-01-15T10:30:00Z',
  channel: 'user:123e4567-e89b-12d3-a456-426614174000',
  message_type: 'chat_message',
  payload: { content: 'Hello, how can I help you?', role: 'assistant' },
  sender: { service_name: 'model-gateway', user_id: '123e4567-e89b-12d3-a456-426614174000' },
  recipients: [{ user_id: '123e4567-e89b-12d3-a456-426614174000', connection_id: 'conn-abc123' }],
};

const ALERT = {
  event_id: '990e8400-e29b-41d4-a716-446655440004',
  timestamp: '2024-01-15T10:30:00Z',
  service_name: 'bridge',
  alert_type: 'service_down',
  severity: 'critical',
  status: 'firing',
  message: 'bridge is not ready: waiting for a dependency',
  since: '2024-01-15T10:29:55Z',
  metadata: { instance_id: 'bridge-1' },
};

const SAMPLES: readonly (readonly [string, PayloadClass, object])[] = [
  ['UsageEvent', UsageEvent, USAGE],
  ['OrchestratorStep', OrchestratorStep, STEP],
  ['RealtimeMessage', RealtimeMessage, PUSH],
  ['AlertNotice', AlertNotice, ALERT],
];

describe('the payloads of the NATS contracts', () => {
  it.each(SAMPLES)('%s accepts its example, by schema and by decorators', (_name, payload, sample) => {
    expect(checkOf(payload)(sample)).toEqual([]);
    expect(validateSync(plainToInstance(payload, sample))).toEqual([]);
  });

  it.each(SAMPLES)('%s ignores members it does not know', (_name, payload, sample) => {
    expect(checkOf(payload)({ ...sample, added_later: { by: 'someone' } })).toEqual([]);
  });

  it.each<[string, PayloadClass, object, string]>([
    ['usage of less than nothing', UsageEvent, { ...USAGE, quantity: -1 }, '/quantity'],
    ['a kind of usage that is no subject word', UsageEvent, { ...USAGE, event_type: 'a.b' }, '/event_type'],
    ['a cost without a currency', UsageEvent, { ...USAGE, cost: { amount: 1 } }, '/cost'],
    ['a step in an unknown status', OrchestratorStep, { ...STEP, status: 'paused' }, '/status'],
    ['a step of no workflow', OrchestratorStep, { ...STEP, workflow_id: '' }, '/workflow_id'],
    ['a failure that is only a text', OrchestratorStep, { ...STEP, error: 'no' }, '/error'],
    ['a recipient without a name', RealtimeMessage, { ...PUSH, recipients: [{}] }, '/recipients/0'],
    ['a push from nobody', RealtimeMessage, { ...PUSH, sender: undefined }, ''],
    ['an alert of unknown severity', AlertNotice, { ...ALERT, severity: 'loud' }, '/severity'],
    ['an alert that began at no time', AlertNotice, { ...ALERT, since: 'now' }, '/since'],
  ])('refuses %s and says where', (_what, payload, wrong, path) => {
    expect(checkOf(payload)(wrong).map((detail) => detail.path)).toContain(path);
    expect(validateSync(plainToInstance(payload, wrong))).not.toEqual([]);
  });
});
