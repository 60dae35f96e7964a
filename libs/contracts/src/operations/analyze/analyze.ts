import { having, without } from '../../catalog/invalid';
import { CODEGEN_REPLY } from '../../catalog/samples/ids';
import { isObject } from '../../json';
import { defineOperation, type Fields } from '../definition';
import { CODEGEN } from '../families';
import { AnalyzeRequest, CodegenAnalysisResponse, type AnalyzeResult } from './payloads';
import { ANALYSIS_VIEW } from './view';

const REQUEST = {
  prd_content: '# Price service\n\nThe service must read prices from the exchange every minute.\n',
  analysis_type: 'full',
  workspace_context: { project_root: 'price-service', files: ['nodes/price_effect.py'] },
  language: 'python',
};

const RESPONSE = {
  ...CODEGEN_REPLY,
  analysis_result: { requirements: [{ level: 'must', text: 'read prices from the exchange every minute' }] },
  confidence: 0.74,
};

export const ANALYZE = defineOperation({
  ...CODEGEN,
  name: 'analyze',
  styles: ['omninode-bridge', 'omniclaude'],
  request: {
    payload: AnalyzeRequest,
    className: 'CodegenAnalysisRequest',
    version: '1.0.3',
    aliases: ['prd.analyze', 'codegen_analyze_request'],
    read: (given) => ({
      prd_content: given['prd_content'] ?? given['content'] ?? undefined,
      code_content: given['code_content'] ?? given['code'] ?? undefined,
      analysis_type: given['analysis_type'] ?? 'full',
      workspace_context: given['workspace_context'] ?? given['context'] ?? undefined,
      language: given['language'] ?? undefined,
    }),
    summary: 'Asks what a product requirements document or a piece of code demands.',
    sample: REQUEST,
    invalid: [
      without(REQUEST, '/prd_content'),
      having(REQUEST, '/workspace_context', 'price-service', 'must be object'),
    ],
  },
  response: {
    payload: CodegenAnalysisResponse,
    className: 'CodegenAnalysisResponse',
    summary: 'What the document or code demands, and how sure that is.',
    sample: RESPONSE,
    invalid: [
      having(RESPONSE, '/confidence', -0.1, 'must be >= 0'),
      having(RESPONSE, '/analysis_result', [], 'must be object'),
    ],
  },
  reply: {
    answer: ({ analysis_result, confidence }: AnalyzeResult) => ({ analysis_result, confidence }),
    answerExtra: ({ analysis_result }) => ({
      entities: analysis_result['entities'] ?? [],
      relationships: analysis_result['relationships'] ?? [],
      features: byName(analysis_result['features']),
    }),
    refusal: (error) => ({ analysis_result: { error }, confidence: 0 }),
    refusalExtra: () => ({ entities: [], relationships: [], features: {} }),
    beside: { omniclaude: besideThePayload },
  },
  step: 'Analyze',
  view: ANALYSIS_VIEW,
});

/** The architecture document has an object where we have a list of named things. */
function byName(features: unknown): Fields {
  if (!Array.isArray(features)) return isObject(features) ? features : {};
  return Object.fromEntries(
    features.flatMap((feature) => (isObject(feature) ? [[String(feature['name']), feature]] : [])),
  );
}

/** omniclaude reads `analysis` beside the payload, its node types in upper case (wire-facts 1.8). */
function besideThePayload({ analysis_result }: AnalyzeResult): Fields {
  const hints = analysis_result['node_type_hints'];
  const upper =
    isObject(hints) && Object.fromEntries(Object.entries(hints).map(([type, x]) => [type.toUpperCase(), x]));
  return { analysis: { ...analysis_result, ...(upper && { node_type_hints: upper }) } };
}
