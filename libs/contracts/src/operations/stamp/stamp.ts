import { having, NOT_MATCHING, without } from '../../catalog/invalid';
import { AT, HASH } from '../../catalog/samples/ids';
import { DEFAULT_CONTENT_TYPE, DEFAULT_NAMESPACE } from '../../payloads/stamping';
import { defineOperation } from '../definition';
import { BRIDGE } from '../families';
import { StampRequest, StampResponse } from './payloads';

const REQUEST = {
  content: 'hello',
  namespace: 'omninode.services.metadata',
  content_type: 'text/plain',
  file_path: 'docs/hello.md',
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
    aliases: ['metadata.stamp'],
    read: (given) => ({
      content: given['content'] ?? given['code_content'] ?? given['text'] ?? undefined,
      namespace: given['namespace'] ?? DEFAULT_NAMESPACE,
      content_type: given['content_type'] ?? DEFAULT_CONTENT_TYPE,
      file_path: given['file_path'] ?? undefined,
    }),
    summary: 'Asks for the BLAKE3 stamp of one content.',
    sample: REQUEST,
    invalid: [without(REQUEST, '/content'), having(REQUEST, '/namespace', 'Omninode Services', NOT_MATCHING)],
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
