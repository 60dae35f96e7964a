import {
  NodeCompletedEvent,
  NodeFailedEvent,
  NodeInvokeRequest,
  NodeInvokeResponse,
  NodeStartedEvent,
  WorkflowStateEvent,
  WorkflowTriggerRequest,
  WorkflowTriggerResponse,
} from '../payloads/onex';
import type { CatalogEntry } from './catalog-entry';
import { CONVERSATION, EVENTS } from './figures';
import { NOT_LISTED, having, without } from './invalid';
import { dotted } from './places';
import {
  NODE_COMPLETED,
  NODE_FAILED,
  NODE_INVOKE,
  NODE_INVOKED,
  NODE_STARTED,
  WORKFLOW_STATE,
  WORKFLOW_TRIGGER,
  WORKFLOW_TRIGGERED,
} from './samples/onex';

const EVENT = {
  domain: 'onex',
  pattern: 'event',
  version: '1.0.0',
  ...EVENTS,
  key: 'correlation_id',
  producers: ['omnibase_core'],
  consumers: ['event store'],
} as const;

const EVENT_ENTRIES: readonly CatalogEntry[] = [
  {
    name: 'onex.event.node_started',
    ...EVENT,
    summary: 'A node began to run.',
    places: dotted('onex.event.node_started'),
    payload: NodeStartedEvent,
    sample: NODE_STARTED,
    invalid: [having(NODE_STARTED, '/node_type', 'gateway', NOT_LISTED), without(NODE_STARTED, '/contract')],
    sources: ['S1', 'S3'],
  },
  {
    name: 'onex.event.node_completed',
    ...EVENT,
    summary: 'A node ran to its end.',
    places: dotted('onex.event.node_completed'),
    payload: NodeCompletedEvent,
    sample: NODE_COMPLETED,
    invalid: [having(NODE_COMPLETED, '/duration_ms', -5, 'must be >= 0'), without(NODE_COMPLETED, '/result')],
    sources: ['S1', 'S3'],
  },
  {
    name: 'onex.event.node_failed',
    ...EVENT,
    summary: 'A node failed.',
    places: dotted('onex.event.node_failed'),
    payload: NodeFailedEvent,
    sample: NODE_FAILED,
    invalid: [having(NODE_FAILED, '/error', 'no answer', 'must be object'), without(NODE_FAILED, '/node_name')],
    sources: ['S1'],
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
    sources: ['S1'],
  },
];

const CALL = { domain: 'onex', version: '1.0.0', ...CONVERSATION, key: 'correlation_id', sources: ['S1'] } as const;

const CALL_ENTRIES: readonly CatalogEntry[] = [
  {
    name: 'onex.request.workflow_trigger',
    ...CALL,
    pattern: 'request',
    summary: 'Asks for a workflow to be started.',
    places: dotted('onex.request.workflow_trigger'),
    payload: WorkflowTriggerRequest,
    producers: ['any service'],
    consumers: ['omnibase_core'],
    answeredBy: 'onex.response.workflow_trigger',
    sample: WORKFLOW_TRIGGER,
    invalid: [
      without(WORKFLOW_TRIGGER, '/workflow_name'),
      having(WORKFLOW_TRIGGER, '/timeout_ms', '1 min', 'must be integer'),
    ],
  },
  {
    name: 'onex.response.workflow_trigger',
    ...CALL,
    pattern: 'response',
    summary: 'Whether the workflow was started; S1 names the request only, the topic follows its rule.',
    places: dotted('onex.response.workflow_trigger'),
    payload: WorkflowTriggerResponse,
    producers: ['omnibase_core'],
    consumers: ['any service'],
    sample: WORKFLOW_TRIGGERED,
    invalid: [
      having(WORKFLOW_TRIGGERED, '/accepted', 'no', 'must be boolean'),
      without(WORKFLOW_TRIGGERED, '/error/code'),
    ],
  },
  {
    name: 'onex.request.node_invoke',
    ...CALL,
    pattern: 'request',
    summary: 'Asks for one node to be run.',
    places: dotted('onex.request.node_invoke'),
    payload: NodeInvokeRequest,
    producers: ['any service'],
    consumers: ['omnibase_core'],
    answeredBy: 'onex.response.node_invoke',
    sample: NODE_INVOKE,
    invalid: [without(NODE_INVOKE, '/node_type'), having(NODE_INVOKE, '/input', [101.5], 'must be object')],
  },
  {
    name: 'onex.response.node_invoke',
    ...CALL,
    pattern: 'response',
    summary: 'What the node gave; S1 names the request only, the topic follows its rule.',
    places: dotted('onex.response.node_invoke'),
    payload: NodeInvokeResponse,
    producers: ['omnibase_core'],
    consumers: ['any service'],
    sample: NODE_INVOKED,
    invalid: [having(NODE_INVOKED, '/result', null, 'must be object'), without(NODE_INVOKED, '/success')],
  },
];

export const ONEX_ENTRIES: readonly CatalogEntry[] = [...EVENT_ENTRIES, ...CALL_ENTRIES];
