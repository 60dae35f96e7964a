import { NodeCompletedEvent, NodeFailedEvent, NodeStartedEvent, WorkflowStateEvent } from '../payloads/onex';
import type { CatalogEntry } from './catalog-entry';
import { EVENTS } from './figures';
import { NOT_LISTED, having, without } from './invalid';
import { dotted } from './places';
import { NODE_COMPLETED, NODE_FAILED, NODE_STARTED, WORKFLOW_STATE } from './samples/onex';

const EVENT = {
  domain: 'onex',
  pattern: 'event',
  version: '1.0.1',
  ...EVENTS,
  key: 'correlation_id',
  producers: ['coordinator', 'omnibase_core'],
  consumers: ['recorder'],
} as const;

export const ONEX_ENTRIES: readonly CatalogEntry[] = [
  {
    name: 'onex.event.node_started',
    ...EVENT,
    summary: 'A node began to run.',
    places: dotted('onex.event.node_started'),
    payload: NodeStartedEvent,
    sample: NODE_STARTED,
    invalid: [having(NODE_STARTED, '/node_type', 'gateway', NOT_LISTED), without(NODE_STARTED, '/contract')],
    sources: ['architecture', 'quick reference'],
  },
  {
    name: 'onex.event.node_completed',
    ...EVENT,
    version: '1.0.2',
    summary: 'A node ran to its end.',
    places: dotted('onex.event.node_completed'),
    payload: NodeCompletedEvent,
    sample: NODE_COMPLETED,
    invalid: [having(NODE_COMPLETED, '/duration_ms', -5, 'must be >= 0'), without(NODE_COMPLETED, '/result')],
    sources: ['architecture', 'quick reference'],
  },
  {
    name: 'onex.event.node_failed',
    ...EVENT,
    summary: 'A node failed.',
    places: dotted('onex.event.node_failed'),
    payload: NodeFailedEvent,
    sample: NODE_FAILED,
    invalid: [having(NODE_FAILED, '/error', 'no answer', 'must be object'), without(NODE_FAILED, '/node_name')],
    sources: ['architecture'],
  },
  {
    name: 'onex.event.workflow_state',
    ...EVENT,
    summary: 'A workflow went on.',
    places: dotted('onex.event.workflow_state'),
    payload: WorkflowStateEvent,
    key: 'workflow_id',
    sample: WORKFLOW_STATE,
    invalid: [
      having(WORKFLOW_STATE, '/nodes_completed/0', 1, 'must be string'),
      without(WORKFLOW_STATE, '/workflow_id'),
    ],
    sources: ['architecture'],
  },
];
