import { having, NOT_MATCHING } from '../../catalog/invalid';
import { CODEGEN_REPLY } from '../../catalog/samples/ids';
import { defineOperation } from '../definition';
import { CODEGEN } from '../families';
import { lowered, nodeType } from '../fields';
import { CodegenMixinResponse, MixinRequest, type MixinResult } from './payloads';
import { requirementsIn } from './words-of';

const REQUEST = {
  requirements: ['retry failed calls', 'cache answers for a minute'],
  node_type: 'effect',
  existing_mixins: ['MixinMetrics'],
  code_content: 'class NodePriceEffect(NodeEffect):\n    """Reads prices."""\n',
  language: 'python',
};

const RESPONSE = {
  ...CODEGEN_REPLY,
  mixin_recommendations: [{ mixin_name: 'MixinCaching', confidence: 0.9 }],
  total_recommendations: 1,
};

export const MIXIN = defineOperation({
  ...CODEGEN,
  name: 'mixin',
  styles: ['omninode-bridge'],
  request: {
    payload: MixinRequest,
    className: 'CodegenMixinRequest',
    aliases: ['mixin.recommend'],
    read: (given) => {
      const words = given['requirements'] ?? given['node_description'] ?? undefined;
      const code = given['code_content'] ?? undefined;
      return {
        requirements: split(words ?? code),
        node_type: nodeType(given['node_type']),
        existing_mixins: given['existing_mixins'] ?? [],
        code_content: code === '' || (words === undefined && isOneLine(code)) ? undefined : code,
        language: lowered(given['language'] ?? undefined),
      };
    },
    version: '1.1.0',
    summary: 'Asks which mixins a node with these requirements, or with this code, should have.',
    sample: REQUEST,
    invalid: [
      having(REQUEST, '/requirements', [], 'must NOT have fewer than 1 items'),
      having(REQUEST, '/existing_mixins/0', 7, 'must be string'),
    ],
  },
  response: {
    payload: CodegenMixinResponse,
    className: 'CodegenMixinResponse',
    summary: 'The mixins recommended, best first.',
    sample: RESPONSE,
    invalid: [
      having(RESPONSE, '/mixin_recommendations/0', 'MixinCaching', 'must be object'),
      having(RESPONSE, '/timestamp', 'yesterday', NOT_MATCHING),
    ],
  },
  reply: {
    answer: ({ mixin_recommendations, total_recommendations }: MixinResult) => ({
      mixin_recommendations,
      total_recommendations,
    }),
    answerExtra: ({ mixin_recommendations, reasoning }) => ({ recommended_mixins: mixin_recommendations, reasoning }),
    // The list is the only free-form property: an empty one alone would read as a success.
    refusal: (error) => ({ mixin_recommendations: [{ error }], total_recommendations: 0 }),
    refusalExtra: (error) => ({ recommended_mixins: [], reasoning: error.message, error }),
  },
  step: 'Recommend Mixins',
  view: {
    verdict: { yes: '{total_recommendations} recommended' },
    brief: [{ kind: 'ranking', of: 'mixin_recommendations', total: 'total_recommendations', most: 3 }],
    parts: [{ kind: 'ranking', of: 'mixin_recommendations', total: 'total_recommendations' }],
  },
});

/** Some callers have the member for code hold a few words. */
function isOneLine(code: unknown): boolean {
  return typeof code === 'string' && !code.includes('\n');
}

function split(value: unknown): unknown {
  return typeof value === 'string' ? requirementsIn(value) : value;
}
