import { ServiceDeregisteredEvent, ServiceHealthChangedEvent, ServiceRegisteredEvent } from '../payloads/infra';
import { WORKERS, type CatalogEntry } from './catalog-entry';
import { RARE_EVENTS } from './figures';
import { NOT_LISTED, NOT_MATCHING, having, without } from './invalid';
import { dotted } from './places';
import { STAMPING } from './samples/bridge';
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
  capabilities: STAMPING.map((name) => `bridge.request.${name}`),
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

const EVENT = {
  domain: 'infra',
  pattern: 'event',
  version: '1.0.1',
  ...RARE_EVENTS,
  key: 'instance_id',
  producers: WORKERS,
  consumers: ['omnibase_infra'],
  sources: ['architecture'],
} as const;

export const INFRA_EVENT_ENTRIES: readonly CatalogEntry[] = [
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
];
