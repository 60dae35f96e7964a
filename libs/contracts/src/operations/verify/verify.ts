import { having, NOT_MATCHING } from '../../catalog/invalid';
import { AT, HASH } from '../../catalog/samples/ids';
import { DEFAULT_NAMESPACE } from '../../payloads/stamping';
import { defineOperation } from '../definition';
import { BRIDGE } from '../families';
import { lowered } from '../fields';
import { VerifyRequest, VerifyResponse } from './payloads';

const REQUEST = { blake3_hash: HASH, content: 'hello', namespace: 'omninode.services.metadata' };

const RESPONSE = {
  valid: true,
  metadata: { namespace: 'omninode.services.metadata' },
  verified_at: AT,
  reason: null,
};

export const VERIFY = defineOperation({
  ...BRIDGE,
  name: 'verify',
  styles: [],
  request: {
    payload: VerifyRequest,
    className: 'VerifyRequest',
    aliases: ['metadata.verify'],
    read: (given) => ({
      blake3_hash: lowered(given['blake3_hash'] ?? given['hash'] ?? given['file_hash'] ?? undefined),
      content: given['content'] ?? undefined,
      namespace: given['namespace'] ?? DEFAULT_NAMESPACE,
    }),
    summary: 'Asks whether a hash, or the hash of a content, was stamped in a namespace.',
    sample: REQUEST,
    invalid: [
      having(REQUEST, '/blake3_hash', 12, 'must be string'),
      having(REQUEST, '/namespace', false, 'must be string'),
    ],
  },
  response: {
    payload: VerifyResponse,
    className: 'VerifyResponse',
    summary: 'Whether the stamp is there, and why not.',
    sample: RESPONSE,
    invalid: [
      having(RESPONSE, '/valid', 'yes', 'must be boolean'),
      having(RESPONSE, '/verified_at', '14 March', NOT_MATCHING),
    ],
  },
  reply: {
    answer: (result: VerifyResponse) => ({ ...result }),
    refusal: (error, now) => ({ valid: false, metadata: {}, verified_at: now, reason: error.code, error }),
  },
  step: 'Verify Stamp',
  view: {
    yes: { field: 'valid', is: true },
    verdict: { yes: 'verified', no: 'not verified: {reason}' },
    parts: [{ kind: 'facts', except: ['valid', 'reason'] }],
  },
});
