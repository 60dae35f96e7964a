import { having, without } from '../../catalog/invalid';
import { AT, HASH } from '../../catalog/samples/ids';
import { DEFAULT_CONTENT_TYPE, DEFAULT_NAMESPACE } from '../../payloads/stamping';
import { defineOperation } from '../definition';
import { BRIDGE } from '../families';
import { withLiteralIds } from './literal-ids';
import { BatchStampRequest, BatchStampResponse } from './payloads';

const REQUEST = {
  contents: ['hello', { id: 'readme', content: '# Price service\n', content_type: 'text/markdown' }],
  namespace: 'omninode.services.metadata',
  content_type: 'text/plain',
};

const RESPONSE = {
  results: [
    { index: 0, id: '0', success: true, blake3_hash: HASH, metadata: {}, stamp_time: AT, error: null },
    {
      index: 1,
      id: 'readme',
      success: false,
      blake3_hash: null,
      metadata: {},
      stamp_time: null,
      error: { code: 'invalid_payload', message: 'content is not text', details: [{ path: '/content' }] },
    },
  ],
  success_count: 1,
  failed_count: 1,
};

export const BATCH_STAMP = defineOperation({
  ...BRIDGE,
  name: 'batch_stamp',
  styles: [],
  sources: { ...BRIDGE.sources, request: ['architecture'] },
  request: {
    payload: BatchStampRequest,
    className: 'BatchStampRequest',
    aliases: ['metadata.batch'],
    read: (given, text) => ({
      contents: withLiteralIds(given['contents'], 'contents', text) ?? withLiteralIds(given['items'], 'items', text),
      namespace: given['namespace'] ?? DEFAULT_NAMESPACE,
      content_type: given['content_type'] ?? DEFAULT_CONTENT_TYPE,
    }),
    summary: 'Asks for the stamps of several contents; each item fails or succeeds by itself.',
    sample: REQUEST,
    invalid: [
      having(REQUEST, '/contents', 'hello', 'must be array'),
      having(REQUEST, '/namespace', 5, 'must be string'),
    ],
  },
  response: {
    payload: BatchStampResponse,
    className: 'BatchStampResponse',
    summary: 'One result for each item, in the order of the request.',
    sample: RESPONSE,
    invalid: [without(RESPONSE, '/results/0/success'), having(RESPONSE, '/failed_count', -1, 'must be >= 0')],
  },
  reply: {
    answer: (result: BatchStampResponse) => ({ ...result }),
    refusal: (error) => ({ results: [], success_count: 0, failed_count: 0, error }),
  },
  step: 'Stamp Batch',
  view: {
    yes: { field: 'failed_count', is: 0 },
    verdict: { yes: '{success_count} stamped, {failed_count} failed' },
    parts: [
      {
        kind: 'table',
        of: 'results',
        good: { field: 'success', is: true },
        columns: [{ text: '{id}' }, { text: '{blake3_hash}', otherwise: '{error.code}: {error.message}' }],
      },
    ],
  },
});
