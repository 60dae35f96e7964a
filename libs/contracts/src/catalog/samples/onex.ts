export const NODE_STARTED = {
  node_type: 'effect',
  node_name: 'NodePriceEffect',
  contract: { name: 'price_reader', version: '1.0.0' },
};

export const NODE_COMPLETED = {
  node_type: 'effect',
  node_name: 'NodePriceEffect',
  result: { prices: 12 },
  duration_ms: 84.2,
};

export const NODE_FAILED = {
  node_type: 'effect',
  node_name: 'NodePriceEffect',
  error: { code: 'EXCHANGE_UNREACHABLE', message: 'no answer within 5 s' },
  stack_trace: 'NodePriceEffect.execute_effect, line 41',
};

export const WORKFLOW_STATE = {
  workflow_id: 'refresh-prices-2026-03-14',
  state: 'running',
  nodes_completed: ['NodePriceEffect'],
};

export const WORKFLOW_TRIGGER = {
  workflow_name: 'refresh-prices',
  workflow_id: 'refresh-prices-2026-03-14',
  input: { market: 'XETRA' },
  timeout_ms: 60_000,
};

export const WORKFLOW_TRIGGERED = {
  workflow_id: 'refresh-prices-2026-03-14',
  accepted: false,
  state: 'rejected',
  error: { code: 'unknown_market', message: 'no market of that name', details: [{ path: '/input/market' }] },
};

export const NODE_INVOKE = {
  node_type: 'compute',
  node_name: 'NodePriceCompute',
  input: { prices: [101.5, 102.25] },
  timeout_ms: 5000,
};

export const NODE_INVOKED = {
  node_type: 'compute',
  node_name: 'NodePriceCompute',
  success: false,
  result: {},
  duration_ms: 3.1,
  error: { code: 'invalid_payload', message: 'a price is missing', details: [{ path: '/input/prices' }] },
};
