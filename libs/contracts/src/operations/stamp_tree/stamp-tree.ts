import { having, NOT_MATCHING, without } from '../../catalog/invalid';
import { AT, HASH } from '../../catalog/samples/ids';
import { DEFAULT_NAMESPACE } from '../../payloads/stamping';
import { defineOperation } from '../definition';
import { BRIDGE } from '../families';
import { lowered } from '../fields';
import { StampTreeRequest, StampTreeResponse } from './payloads';

const REQUEST = {
  files: [
    { path: 'README.md', content: 'hello' },
    { path: 'src/main.py', blake3_hash: HASH },
  ],
  namespace: 'omninode.services.metadata',
  proofs_of: ['src/main.py'],
};

/** The real root of these two files, and the real proof. */
const RESPONSE = {
  root_hash: 'be7dc2af46c84b11d1690ee2425de7ca7c0b3e46cefebc263f26dcd3786032cb',
  file_count: 2,
  metadata: { namespace: 'omninode.services.metadata', content_type: 'application/vnd.onex.tree' },
  stamp_time: AT,
  results: [
    {
      path: 'src/main.py',
      blake3_hash: HASH,
      index: 1,
      proof: ['7a78b73bd9559dc61997542f2303184ba0e998295c9f04f40c893a37cc11df63'],
    },
  ],
};

export const STAMP_TREE = defineOperation({
  ...BRIDGE,
  name: 'stamp_tree',
  styles: [],
  sources: { request: [], response: [], deadLetter: [] },
  request: {
    payload: StampTreeRequest,
    className: 'StampTreeRequest',
    aliases: ['metadata.stamp_tree'],
    read: (given) => ({
      files: given['files'] ?? undefined,
      root_hash: lowered(given['root_hash'] ?? undefined),
      namespace: given['namespace'] ?? DEFAULT_NAMESPACE,
      proofs_of: given['proofs_of'] ?? undefined,
    }),
    summary: 'Asks for the stamp of a whole project: one root over all its files, and proofs that files are in it.',
    sample: REQUEST,
    invalid: [without(REQUEST, '/files/0/path'), having(REQUEST, '/namespace', 'Omninode Services', NOT_MATCHING)],
  },
  response: {
    payload: StampTreeResponse,
    className: 'StampTreeResponse',
    summary: 'The stamp of the root, with the time of its first making, and the proofs that were asked for.',
    sample: RESPONSE,
    invalid: [
      having(RESPONSE, '/root_hash', 'ea8f16', NOT_MATCHING),
      having(RESPONSE, '/results/0/index', -1, 'must be >= 0'),
    ],
  },
  reply: {
    answer: (result: StampTreeResponse) => ({ ...result }),
    refusal: (error) => ({ root_hash: null, file_count: null, metadata: {}, stamp_time: null, results: [], error }),
  },
  step: 'Stamp Tree',
  view: {
    verdict: { yes: 'stamped' },
    parts: [
      { kind: 'facts', except: ['results'] },
      { kind: 'table', of: 'results', columns: [{ text: '{path}' }, { text: '{blake3_hash}' }] },
    ],
  },
});
