import { ServiceHealthEvent, ServiceLifecycleEvent } from '../payloads/service';
import { WORKERS, type CatalogEntry } from './catalog-entry';
import { RARE_EVENTS } from './figures';
import { NOT_LISTED, having, without } from './invalid';
import { dotted } from './places';
import { AT } from './samples/ids';

const LIFECYCLE = {
  service: 'bridge',
  event_type: 'started',
  status: 'healthy',
  instance_id: 'bridge-1',
  version: '0.1.0',
  timestamp: AT,
};

const HEALTH = {
  service: 'bridge',
  health_status: 'degraded',
  checks: [
    { name: 'kafka', status: 'healthy', message: 'connected' },
    { name: 'postgres', status: 'unhealthy', message: 'no connection since 2026-03-14T09:26:00.000Z' },
  ],
  instance_id: 'bridge-1',
  timestamp: AT,
};

const COMMON = {
  domain: 'service',
  pattern: 'event',
  version: '1.0.1',
  ...RARE_EVENTS,
  key: 'instance_id',
  producers: WORKERS,
  consumers: ['any service'],
  sources: ['architecture'],
} as const;

export const SERVICE_ENTRIES: readonly CatalogEntry[] = [
  {
    name: 'service.event.lifecycle',
    ...COMMON,
    summary: 'A service began, ended, or changed how it is.',
    places: dotted('service.event.lifecycle'),
    payload: ServiceLifecycleEvent,
    sample: LIFECYCLE,
    invalid: [without(LIFECYCLE, '/event_type'), having(LIFECYCLE, '/status', 1, 'must be string')],
  },
  {
    name: 'service.event.health',
    ...COMMON,
    summary: 'How a service is, with the checks behind it; sent when that changes.',
    places: dotted('service.event.health'),
    payload: ServiceHealthEvent,
    sample: HEALTH,
    invalid: [
      having(HEALTH, '/health_status', 'fine', NOT_LISTED),
      having(HEALTH, '/checks/1/status', 'warning', NOT_LISTED),
      without(HEALTH, '/checks/0/name'),
    ],
  },
];
