import { having, without } from '../../catalog/invalid';
import { defineOperation } from '../definition';
import { ONEX } from '../families';
import { WorkflowTriggerRequest, WorkflowTriggerResponse } from './payloads';

const REQUEST = {
  workflow_name: 'refresh-prices',
  workflow_id: 'refresh-prices-2026-03-14',
  input: { market: 'XETRA' },
  timeout_ms: 60_000,
};

const RESPONSE = {
  workflow_id: 'refresh-prices-2026-03-14',
  accepted: false,
  state: 'rejected',
  error: { code: 'unknown_market', message: 'no market of that name', details: [{ path: '/input/market' }] },
};

export const WORKFLOW_TRIGGER = defineOperation({
  ...ONEX,
  name: 'workflow_trigger',
  styles: [],
  request: {
    payload: WorkflowTriggerRequest,
    className: 'WorkflowTriggerRequest',
    aliases: ['workflow.trigger'],
    read: (given) => ({
      workflow_name: given['workflow_name'] ?? given['workflow'] ?? undefined,
      workflow_id: given['workflow_id'] ?? undefined,
      input: given['input'] ?? given['inputs'] ?? given['parameters'] ?? undefined,
      timeout_ms: given['timeout_ms'] ?? undefined,
    }),
    summary: 'Asks for a workflow to be started.',
    sample: REQUEST,
    invalid: [without(REQUEST, '/workflow_name'), having(REQUEST, '/timeout_ms', '1 min', 'must be integer')],
  },
  response: {
    payload: WorkflowTriggerResponse,
    className: 'WorkflowTriggerResponse',
    version: '1.0.2',
    summary: 'Whether the workflow was started.',
    sample: RESPONSE,
    invalid: [having(RESPONSE, '/accepted', 'no', 'must be boolean'), without(RESPONSE, '/error/code')],
  },
  reply: {
    answer: (result: WorkflowTriggerResponse) => ({ ...result }),
    refusal: (error) => ({ workflow_id: null, accepted: false, state: 'rejected', error }),
  },
  step: 'Start Workflow',
  view: {
    yes: { field: 'accepted', is: true },
    verdict: { yes: '{workflow_id} is {state}', no: 'not started: {error.code}' },
    parts: [{ kind: 'facts', except: ['accepted'] }],
  },
});
