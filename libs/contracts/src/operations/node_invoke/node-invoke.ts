import { having, without } from '../../catalog/invalid';
import { defineOperation } from '../definition';
import { ONEX } from '../families';
import { nodeType } from '../fields';
import { NodeInvokeRequest, NodeInvokeResponse } from './payloads';

const REQUEST = {
  node_type: 'compute',
  node_name: 'NodePriceCompute',
  input: { prices: [101.5, 102.25] },
  timeout_ms: 5000,
};

const RESPONSE = {
  node_type: 'compute',
  node_name: 'NodePriceCompute',
  success: false,
  result: {},
  duration_ms: 3.1,
  error: { code: 'invalid_payload', message: 'a price is missing', details: [{ path: '/input/prices' }] },
};

export const NODE_INVOKE = defineOperation({
  ...ONEX,
  name: 'node_invoke',
  styles: [],
  request: {
    payload: NodeInvokeRequest,
    className: 'NodeInvokeRequest',
    aliases: ['node.invoke'],
    read: (given) => ({
      node_type: nodeType(given['node_type']),
      node_name: given['node_name'] ?? given['node'] ?? undefined,
      input: given['input'] ?? given['inputs'] ?? given['parameters'] ?? undefined,
      timeout_ms: given['timeout_ms'] ?? undefined,
    }),
    summary: 'Asks for one node to be run.',
    sample: REQUEST,
    invalid: [without(REQUEST, '/node_type'), having(REQUEST, '/input', [101.5], 'must be object')],
  },
  response: {
    payload: NodeInvokeResponse,
    className: 'NodeInvokeResponse',
    version: '1.1.1',
    summary: 'What the node returned.',
    sample: RESPONSE,
    invalid: [having(RESPONSE, '/result', null, 'must be object'), without(RESPONSE, '/success')],
  },
  reply: {
    answer: (result: NodeInvokeResponse) => ({ ...result }),
    refusal: (error) => ({ node_type: null, node_name: null, success: false, result: {}, duration_ms: 0, error }),
  },
  step: 'Invoke Node',
  view: {
    yes: { field: 'success', is: true },
    verdict: { yes: '{node_name} ran', no: '{node_name} failed: {error.code}' },
    parts: [{ kind: 'facts', except: ['success', 'node_name'] }],
  },
});
