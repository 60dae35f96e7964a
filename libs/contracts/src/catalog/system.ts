import { AuditCheckpointEvent, DlqAlertEvent, SubjectErasedEvent, SystemAlertEvent } from '../payloads/system';
import { AUDIT_CHECKPOINT_TOPIC, SUBJECT_ERASED_TOPIC, SYSTEM_ALERTS_TOPIC, SYSTEM_ALERT_EVENT_TOPIC } from '../topics';
import type { CatalogEntry } from './catalog-entry';
import { RARE_EVENTS } from './figures';
import { having, NOT_LISTED, without } from './invalid';
import { AT } from './samples/ids';

const DLQ_ALERT = {
  dlq_topic: 'omninode_codegen_dlq_validate_v1',
  failure_count: 14,
  threshold: 10,
  timestamp: AT,
};

const SYSTEM_ALERT = {
  severity: 'warning',
  message: 'omninode_codegen_dlq_validate_v1 holds 14 open dead letters (more than 10)',
  source: 'dlq-monitor',
  metadata: { ...DLQ_ALERT, repeat: 1 },
};

const SUBJECT_ERASED = { subject: '9f'.repeat(32), erased_at: AT };

const CHECKPOINT = {
  chain: 'audit SHA256:47DEQpj8HBSa',
  size: '1204',
  position: '88123',
  head: '0d'.repeat(32),
  root: '7c'.repeat(32),
  time: AT,
  key: 'SHA256:47DEQpj8HBSa',
  signature: `${'A'.repeat(86)}==`,
};

const COMMON = {
  domain: 'system',
  pattern: 'event',
  version: '1.2.1',
  ...RARE_EVENTS,
  key: 'dlq_topic',
  producers: ['dlq-monitor'],
} as const;

export const SYSTEM_ENTRIES: readonly CatalogEntry[] = [
  {
    name: 'system.event.alert',
    ...COMMON,
    summary:
      'Somebody should look at something; today: at dead letters that are too many, too old, too frequent or new. Said again with status `resolved` when it is over.',
    places: [{ style: 'dotted', name: SYSTEM_ALERT_EVENT_TOPIC }],
    payload: SystemAlertEvent,
    consumers: ['any service'],
    sample: { ...SYSTEM_ALERT, status: 'firing' },
    invalid: [
      without(SYSTEM_ALERT, '/severity'),
      having(SYSTEM_ALERT, '/metadata', '14', 'must be object'),
      having(SYSTEM_ALERT, '/status', 'over', NOT_LISTED),
    ],
    sources: ['architecture'],
  },
  {
    name: 'system.event.dlq_alert',
    ...COMMON,
    summary: 'Dead letters are too many, too old, too frequent or new, or (status `resolved`) no longer.',
    places: [{ style: 'underscored', name: SYSTEM_ALERTS_TOPIC }],
    payload: DlqAlertEvent,
    eventType: 'DLQAlertEvent',
    consumers: ['any service'],
    sample: { ...DLQ_ALERT, status: 'firing', severity: 'warning', kind: 'threshold', message: SYSTEM_ALERT.message },
    invalid: [
      having(DLQ_ALERT, '/failure_count', 1.5, 'must be integer'),
      having(DLQ_ALERT, '/timestamp', 1_773_480_413, 'must be string'),
      having(DLQ_ALERT, '/status', 'over', NOT_LISTED),
      without(DLQ_ALERT, '/dlq_topic'),
    ],
    sources: ['guide'],
  },
  {
    name: 'system.event.subject_erased',
    domain: 'system',
    pattern: 'event',
    version: '1.0.0',
    summary: 'What was kept about a person was made unreadable; who keeps something about that person does the same.',
    places: [{ style: 'dotted', name: SUBJECT_ERASED_TOPIC }],
    payload: SubjectErasedEvent,
    key: 'subject',
    ...RARE_EVENTS,
    retentionDays: null,
    producers: ['recorder'],
    consumers: ['dlq-monitor', 'any service'],
    sample: SUBJECT_ERASED,
    invalid: [
      without(SUBJECT_ERASED, '/subject'),
      having(SUBJECT_ERASED, '/subject', 'ada', 'must match pattern'),
      having(SUBJECT_ERASED, '/erased_at', 1_773_480_413, 'must be string'),
    ],
    sources: [],
  },
  {
    name: 'system.event.audit_checkpoint',
    domain: 'system',
    pattern: 'event',
    version: '1.0.0',
    summary: 'What the audit chain is, signed: whoever changes the chain later does not change what stands here.',
    places: [{ style: 'dotted', name: AUDIT_CHECKPOINT_TOPIC }],
    payload: AuditCheckpointEvent,
    key: 'chain',
    ...RARE_EVENTS,
    retentionDays: null,
    compacted: true,
    producers: ['recorder'],
    consumers: ['cli', 'any service'],
    sample: CHECKPOINT,
    invalid: [
      without(CHECKPOINT, '/signature'),
      having(CHECKPOINT, '/size', 1_204, 'must be string'),
      having(CHECKPOINT, '/head', 'ada', 'must match pattern'),
    ],
    sources: [],
  },
];
