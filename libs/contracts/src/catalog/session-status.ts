import { CodegenStatusEvent } from '../payloads/status';
import { STATUS_TOPIC, STYLE_SPELLINGS } from '../topic-styles';
import type { CatalogEntry } from './catalog-entry';
import { STATUS } from './figures';
import { NOT_LISTED, having, without } from './invalid';
import { AT, CORRELATION, SESSION } from './samples/ids';

const STATUS_EVENT = {
  session_id: SESSION,
  status: 'processing',
  progress_percentage: 10,
  message: 'validate started',
  metadata: { operation: 'validate', correlation_id: CORRELATION },
  timestamp: AT,
  schema_version: '1.0',
};

export const SESSION_STATUS: CatalogEntry = {
  name: 'codegen.status.session',
  domain: 'codegen',
  pattern: 'status',
  version: '1.0.2',
  summary:
    'How far the work on a session is; sent while a request that names a session is served, and by who cancels one.',
  places: [
    { style: 'underscored', name: STATUS_TOPIC },
    ...STYLE_SPELLINGS.flatMap(({ style, status }) => (status === undefined ? [] : [{ style, name: status }])),
    // One topic for each session; only omniclaude itself writes and reads it.
    { style: 'omniclaude', name: '{env}.omniclaude.codegen.status.{session_id}.v1' },
  ],
  payload: CodegenStatusEvent,
  eventType: 'CodegenStatusEvent',
  key: 'session_id',
  ...STATUS,
  producers: ['intelligence', 'omniclaude', 'omniarchon'],
  consumers: ['intelligence', 'omniclaude', 'cli'],
  sample: STATUS_EVENT,
  invalid: [
    having(STATUS_EVENT, '/status', 'running', NOT_LISTED),
    having(STATUS_EVENT, '/progress_percentage', 101, 'must be <= 100'),
    without(STATUS_EVENT, '/message'),
  ],
  sources: ['guide'],
};
