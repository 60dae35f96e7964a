import {
  HealthCheckRequest,
  HealthCheckResponse,
  ServiceDeregisteredEvent,
  ServiceHealthChangedEvent,
  ServiceRegisteredEvent,
} from '../payloads/infra';
import { WORKERS, type CatalogEntry } from './catalog-entry';
import { CONVERSATION, RARE_EVENTS } from './figures';
import { NOT_LISTED, NOT_MATCHING, having, without } from './invalid';
import { conversation, dotted } from './places';
import { AT } from './samples/ids';

const INSTANCE = { service: 'bridge', instance_id: 'bridge-1' };

const CHECKS = [
  { name: 'kafka', status: 'healthy', message: 'connected' },
  { name: 'postgres', status: 'unhealthy', message: 'connection refused' },
];

const REGISTERED = {
  ...INSTANCE,
  version: '0.1.0',
  registered_at: AT,
  host: '10.20.0.7',
  port: 8054,
  health_check_url: 'http://10.20.0.7:8054/health',
  capabilities: ['bridge.request.stamp', 'bridge.request.batch_stamp', 'bridge.request.verify'],
};

const HEALTH_CHANGED = {
  ...INSTANCE,
  health_status: 'degraded',
  previous_status: 'healthy',
  reason: 'postgres: connection refused',
  checks: CHECKS,
  changed_at: AT,
};

const DEREGISTERED = { ...INSTANCE, reason: 'shutdown', deregistered_at: AT, uptime_seconds: 86_400.5 };

const HEALTH_CHECK = { service: 'bridge', checks: ['kafka', 'postgres'] };

const HEALTH_CHECKED = { ...INSTANCE, status: 'degraded', checks: CHECKS, checked_at: AT, uptime_seconds: 3600.25 };

const EVENT = {
  domain: 'infra',
  pattern: 'event',
  version: '1.0.0',
  ...RARE_EVENTS,
  key: 'instance_id',
  producers: WORKERS,
  consumers: ['omnibase_infra'],
  sources: ['S1'],
} as const;

const CALL = { domain: 'infra', version: '1.0.0', ...CONVERSATION, key: 'correlation_id', sources: ['S1'] } as const;

export const INFRA_ENTRIES: readonly CatalogEntry[] = [
  {
    name: 'infra.event.service_registered',
    ...EVENT,
    summary: 'A service instance is up and can be found.',
    places: dotted('infra.event.service_registered'),
    payload: ServiceRegisteredEvent,
    sample: REGISTERED,
    invalid: [having(REGISTERED, '/port', 70_000, 'must be <= 65535'), without(REGISTERED, '/instance_id')],
  },
  {
    name: 'infra.event.service_health',
    ...EVENT,
    summary: 'A service instance is no longer as it was.',
    places: dotted('infra.event.service_health'),
    payload: ServiceHealthChangedEvent,
    sample: HEALTH_CHANGED,
    invalid: [having(HEALTH_CHANGED, '/health_status', 'dead', NOT_LISTED), without(HEALTH_CHANGED, '/changed_at')],
  },
  {
    name: 'infra.event.service_deregistered',
    ...EVENT,
    summary: 'A service instance is gone.',
    places: dotted('infra.event.service_deregistered'),
    payload: ServiceDeregisteredEvent,
    sample: DEREGISTERED,
    invalid: [
      without(DEREGISTERED, '/reason'),
      having(DEREGISTERED, '/deregistered_at', 'noon', NOT_MATCHING),
      having(DEREGISTERED, '/uptime_seconds', -1, 'must be >= 0'),
    ],
  },
  {
    name: 'infra.request.health_check',
    ...CALL,
    pattern: 'request',
    summary: 'Asks one service, or all of them, how they are.',
    places: conversation('health_check', 'request'),
    payload: HealthCheckRequest,
    producers: ['omnibase_infra', 'cli'],
    consumers: WORKERS,
    answeredBy: 'infra.response.health_check',
    sample: HEALTH_CHECK,
    invalid: [
      having(HEALTH_CHECK, '/service', ['bridge'], 'must be string'),
      having(HEALTH_CHECK, '/checks', 'kafka', 'must be array'),
    ],
  },
  {
    name: 'infra.response.health_check',
    ...CALL,
    pattern: 'response',
    summary: 'How one service instance is; a request to all of them has as many answers.',
    places: conversation('health_check', 'response'),
    payload: HealthCheckResponse,
    producers: WORKERS,
    consumers: ['omnibase_infra', 'cli'],
    sample: HEALTH_CHECKED,
    invalid: [
      having(HEALTH_CHECKED, '/status', 'up', NOT_LISTED),
      having(HEALTH_CHECKED, '/checks/0', 'kafka', 'must be object'),
      having(HEALTH_CHECKED, '/uptime_seconds', -1, 'must be >= 0'),
    ],
  },
];
