import { having, NOT_LISTED } from '../../catalog/invalid';
import { AT } from '../../catalog/samples/ids';
import { defineOperation } from '../definition';
import { INFRA } from '../families';
import { HealthCheckRequest, HealthCheckResponse } from './payloads';

const REQUEST = { service: 'bridge', checks: ['kafka', 'postgres'] };

const RESPONSE = {
  service: 'bridge',
  instance_id: 'bridge-1',
  status: 'degraded',
  checks: [
    { name: 'kafka', status: 'healthy', message: 'connected' },
    { name: 'postgres', status: 'unhealthy', message: 'connection refused' },
  ],
  checked_at: AT,
  uptime_seconds: 3600.25,
};

export const HEALTH_CHECK = defineOperation({
  ...INFRA,
  name: 'health_check',
  styles: [],
  request: {
    payload: HealthCheckRequest,
    className: 'HealthCheckRequest',
    aliases: [],
    read: (given) => ({
      service: given['service'] ?? given['service_name'] ?? undefined,
      checks: given['checks'] ?? undefined,
    }),
    summary: 'Asks one service, or all of them, how they are.',
    sample: REQUEST,
    invalid: [
      having(REQUEST, '/service', ['bridge'], 'must be string'),
      having(REQUEST, '/checks', 'kafka', 'must be array'),
    ],
  },
  response: {
    payload: HealthCheckResponse,
    className: 'HealthCheckResponse',
    summary: 'How one service instance is; a request to all of them has as many answers.',
    sample: RESPONSE,
    invalid: [
      having(RESPONSE, '/status', 'up', NOT_LISTED),
      having(RESPONSE, '/checks/0', 'kafka', 'must be object'),
      having(RESPONSE, '/uptime_seconds', -1, 'must be >= 0'),
    ],
  },
  reply: {
    answer: (result: HealthCheckResponse) => ({ ...result }),
    refusal: (error, now) => ({
      service: null,
      instance_id: null,
      status: null,
      checks: [],
      checked_at: now,
      uptime_seconds: null,
      error,
    }),
  },
  view: {
    yes: { field: 'status', is: 'healthy' },
    verdict: { yes: '{service} is {status}' },
    parts: [
      {
        kind: 'table',
        of: 'checks',
        good: { field: 'status', is: 'healthy' },
        columns: [{ text: '{name}' }, { text: '{status}' }, { text: '{message}' }],
      },
      { kind: 'facts', except: ['checks', 'service', 'status'] },
    ],
  },
});
