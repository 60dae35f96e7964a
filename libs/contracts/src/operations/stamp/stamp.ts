import { having, NOT_MATCHING, without } from '../../catalog/invalid';
import { AT, HASH } from '../../catalog/samples/ids';
import { DEFAULT_CONTENT_TYPE, DEFAULT_NAMESPACE } from '../../payloads/stamping';
import { defineOperation } from '../definition';
import { BRIDGE } from '../families';
import { readOneMetadata } from './one-metadata';
import { StampRequest, StampResponse } from './payloads';

const REQUEST = {
  content: 'hello',
  namespace: 'omninode.services.metadata',
  content_type: 'text/plain',
  file_path: 'docs/hello.md',
  document_id: 'handbook/hello',
  op_id: '5f3c9a0e-2f0b-4c55-8f6d-9a7f1f0f2c3d',
  protocol_version: '1.0',
  version: 3,
  metadata_version: '0.1',
  intelligence_data: { quality_score: 0.9 },
};

const RESPONSE = {
  blake3_hash: HASH,
  metadata: { namespace: 'omninode.services.metadata', size: 5 },
  stamp_time: AT,
};

export const STAMP = defineOperation({
  ...BRIDGE,
  name: 'stamp',
  styles: [],
  request: {
    payload: StampRequest,
    className: 'StampRequest',
    version: '1.1.1',
    aliases: ['metadata.stamp'],
    read: (given) => {
      const content = given['content'] ?? given['code_content'] ?? given['text'] ?? undefined;
      const read = {
        content,
        namespace: given['namespace'] ?? DEFAULT_NAMESPACE,
        content_type: given['content_type'] ?? DEFAULT_CONTENT_TYPE,
        file_path: given['file_path'] ?? undefined,
      };
      // Only beside a content: envelopes have some of these names as well, and are no requests for that.
      return content === undefined ? read : Object.assign(read, readOneMetadata(given));
    },
    summary: 'Asks for the BLAKE3 stamp of one content.',
    sample: REQUEST,
    invalid: [
      without(REQUEST, '/content'),
      having(REQUEST, '/namespace', 'Omninode Services', NOT_MATCHING),
      having(REQUEST, '/op_id', 'first', NOT_MATCHING),
      having(REQUEST, '/version', 0, 'must be >= 1'),
      having(REQUEST, '/intelligence_data', [], 'must be object'),
    ],
  },
  response: {
    payload: StampResponse,
    className: 'StampResponse',
    summary: 'The stamp, with the time of its first making.',
    sample: RESPONSE,
    invalid: [
      having(RESPONSE, '/blake3_hash', 'ea8f16', NOT_MATCHING),
      having(RESPONSE, '/stamp_time', 'noon', NOT_MATCHING),
    ],
  },
  reply: {
    answer: (result: StampResponse) => ({ ...result }),
    refusal: (error) => ({ blake3_hash: null, metadata: {}, stamp_time: null, error }),
  },
  step: 'Stamp Content',
  view: { verdict: { yes: 'stamped' }, parts: [{ kind: 'facts', except: [] }] },
});
