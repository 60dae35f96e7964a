import { canonicalPayload, DEFAULT_NAMESPACE, type JsonObject } from '#contracts';
import type { Definition, Facts } from '../saga/definition';

const VALIDATE = 'NodeValidateCompute';
const STAMP = 'NodeStampEffect';
const PUBLISH = 'NodePublishEffect';

/**
 * Code that is valid gets a stamp, and once everybody can look the stamp up it is made known. A stamp says that a content
 * was seen and stays; what can be done is to make known that the content is not to be used.
 */
export const VALIDATE_STAMP_PUBLISH: Definition = {
  stepTimeoutMs: 30_000,
  steps: [
    {
      name: VALIDATE,
      nodeType: 'compute',
      operation: 'validate',
      payload: codeIn,
      objection: ({ is_valid, quality_score }) =>
        is_valid === true
          ? null
          : { code: 'not_valid', message: `the code is not valid; quality score ${String(quality_score)}` },
      result: ({ is_valid, quality_score, onex_compliance_score }) => ({
        is_valid,
        quality_score,
        onex_compliance_score,
      }),
    },
    {
      name: STAMP,
      nodeType: 'effect',
      operation: 'stamp',
      payload: (facts) => ({
        content: codeIn(facts)['code_content'],
        namespace: namespaceIn(facts),
        content_type: facts.input['content_type'],
        file_path: codeIn(facts)['file_path'],
      }),
      result: ({ blake3_hash, stamp_time, metadata }) => ({ blake3_hash, stamp_time, metadata }),
      compensation: {
        by: 'event',
        event: (facts, { code, message }) => ({
          type: 'validation_failed',
          payload: { blake3_hash: hashIn(facts), reason: 'withdrawn', validation_errors: [`${code}: ${message}`] },
        }),
      },
    },
    {
      name: PUBLISH,
      nodeType: 'effect',
      operation: 'verify',
      payload: (facts) => ({ blake3_hash: hashIn(facts), namespace: namespaceIn(facts) }),
      objection: ({ valid, reason }) =>
        valid === true
          ? null
          : { code: 'stamp_not_found', message: `the stamp cannot be looked up: ${String(reason)}` },
      result: ({ verified_at }, facts) => ({
        blake3_hash: hashIn(facts),
        namespace: namespaceIn(facts),
        quality_score: facts.results[VALIDATE]?.['quality_score'],
        verified_at,
      }),
    },
  ],
};

function codeIn({ input }: Pick<Facts, 'input'>): JsonObject {
  return canonicalPayload('validate', input);
}

function namespaceIn({ input }: Facts): unknown {
  return input['namespace'] ?? DEFAULT_NAMESPACE;
}

function hashIn({ results }: Facts): string {
  return String(results[STAMP]?.['blake3_hash']);
}
