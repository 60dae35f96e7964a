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
