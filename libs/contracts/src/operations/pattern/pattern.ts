import { having, without } from '../../catalog/invalid';
import { CODEGEN_REPLY } from '../../catalog/samples/ids';
import { isObject } from '../../json';
import { defineOperation } from '../definition';
import { CODEGEN } from '../families';
import { lowered, nodeType } from '../fields';
import { CodegenPatternResponse, PatternRequest, type PatternResult } from './payloads';

const REQUEST = {
  node_description: 'Reads prices from an HTTP API and caches them',
  node_type: 'effect',
  limit: 5,
  threshold: 0.2,
  code_content: 'class NodePriceEffect(NodeEffect):\n    """Reads prices."""\n',
  language: 'python',
};

const RESPONSE = {
  ...CODEGEN_REPLY,
  pattern_result: [{ node_id: 'http-cache-effect', similarity_score: 0.81 }],
  total_matches: 1,
};

export const PATTERN = defineOperation({
  ...CODEGEN,
  name: 'pattern',
  styles: ['omninode-bridge'],
  request: {
    payload: PatternRequest,
    className: 'CodegenPatternRequest',
    aliases: ['pattern.match'],
    read: (given) => ({
      node_description: textsOf(
        given['node_description'] ??
          given['description'] ??
          given['pattern_context'] ??
          given['code_content'] ??
          undefined,
      ),
      node_type: nodeType(given['node_type']),
      limit: given['limit'] ?? 5,
      threshold: given['threshold'] ?? given['score_threshold'] ?? undefined,
      code_content: given['code_content'] ?? undefined,
      language: lowered(given['language'] ?? undefined),
    }),
    version: '1.1.1',
    summary: 'Asks for known patterns like the node described.',
    sample: REQUEST,
    invalid: [
      without(REQUEST, '/node_description'),
      having(REQUEST, '/limit', 21, 'must be <= 20'),
      having(REQUEST, '/limit', 0, 'must be >= 1'),
    ],
  },
  response: {
    payload: CodegenPatternResponse,
    className: 'CodegenPatternResponse',
    summary: 'The patterns found, best first; total_matches counts those beyond the limit too.',
    sample: RESPONSE,
    invalid: [without(RESPONSE, '/pattern_result'), having(RESPONSE, '/total_matches', -1, 'must be >= 0')],
  },
  reply: {
    answer: ({ pattern_result, total_matches }: PatternResult) => ({ pattern_result, total_matches }),
    answerExtra: ({ pattern_result, recommendations }) => ({ patterns_matched: pattern_result, recommendations }),
    // The list is the only free-form property: an empty one alone would read as a success.
    refusal: (error) => ({ pattern_result: [{ error }], total_matches: 0 }),
    refusalExtra: (error) => ({ patterns_matched: [], recommendations: [], error }),
  },
  step: 'Match Patterns',
  view: {
    verdict: { yes: '{total_matches} found' },
    brief: [{ kind: 'ranking', of: 'pattern_result', total: 'total_matches', most: 3 }],
    parts: [{ kind: 'ranking', of: 'pattern_result', total: 'total_matches' }],
  },
});

/** `pattern_context` may be an object: its texts are the description. */
function textsOf(value: unknown): unknown {
  if (!isObject(value)) return value;
  const texts = Object.values(value).filter((text) => typeof text === 'string');
  return texts.join(' ');
}
