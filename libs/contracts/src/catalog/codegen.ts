import { REQUEST_CLASS, RESPONSE_CLASS } from '../event-types';
import { CODEGEN_OPERATIONS, type CodegenOperation } from '../operations';
import { AnalyzeRequest, MixinRequest, PatternRequest } from '../payloads/codegen';
import {
  CodegenAnalysisResponse,
  CodegenMixinResponse,
  CodegenPatternResponse,
  CodegenValidationResponse,
} from '../payloads/codegen-responses';
import { CodegenStatusEvent } from '../payloads/status';
import { ValidateRequest } from '../payloads/validate';
import type { PayloadClass } from '../schemas';
import { STATUS_TOPIC, STYLE_SPELLINGS } from '../topic-styles';
import type { CatalogEntry, InvalidSample } from './catalog-entry';
import { CONVERSATION, STATUS } from './figures';
import { NOT_LISTED, NOT_MATCHING, having, without } from './invalid';
import { conversation } from './places';
import { REQUESTS, RESPONSES, STATUS_EVENT } from './samples/codegen';

interface Described {
  /** Unless it is still the first. */
  readonly version?: string;
  readonly summary: string;
  readonly payload: PayloadClass;
  readonly invalid: readonly InvalidSample[];
}

const CLIENTS = ['omniclaude', 'cli'];
const SERVERS = ['intelligence', 'omniarchon'];

const ASKED: Readonly<Record<CodegenOperation, Described>> = {
  validate: {
    version: '1.1.0',
    summary: 'Asks how good generated code is and whether it keeps the rules of its node type.',
    payload: ValidateRequest,
    invalid: [
      without(REQUESTS.validate, '/code_content'),
      having(REQUESTS.validate, '/node_type', 'gateway', NOT_LISTED),
      having(REQUESTS.validate, '/contracts/0', 'price_reader', 'must be object'),
    ],
  },
  analyze: {
    summary: 'Asks what a product requirements document or a piece of code demands.',
    payload: AnalyzeRequest,
    invalid: [
      without(REQUESTS.analyze, '/prd_content'),
      having(REQUESTS.analyze, '/workspace_context', 'price-service', 'must be object'),
    ],
  },
  pattern: {
    version: '1.1.0',
    summary: 'Asks for known patterns like the node described.',
    payload: PatternRequest,
    invalid: [
      without(REQUESTS.pattern, '/node_description'),
      having(REQUESTS.pattern, '/limit', 21, 'must be <= 20'),
      having(REQUESTS.pattern, '/limit', 0, 'must be >= 1'),
    ],
  },
  mixin: {
    summary: 'Asks which mixins a node with these requirements should have.',
    payload: MixinRequest,
    invalid: [
      having(REQUESTS.mixin, '/requirements', [], 'must NOT have fewer than 1 items'),
      having(REQUESTS.mixin, '/existing_mixins/0', 7, 'must be string'),
    ],
  },
};

const ANSWERED: Readonly<Record<CodegenOperation, Described>> = {
  validate: {
    summary: 'What validation found, with scores from 0 to 1.',
    payload: CodegenValidationResponse,
    invalid: [
      having(RESPONSES.validate, '/quality_score', 1.2, 'must be <= 1'),
      having(RESPONSES.validate, '/processing_time_ms', 41.7, 'must be integer'),
      without(RESPONSES.validate, '/onex_compliance_score'),
    ],
  },
  analyze: {
    summary: 'What the document or code demands, and how sure that is.',
    payload: CodegenAnalysisResponse,
    invalid: [
      having(RESPONSES.analyze, '/confidence', -0.1, 'must be >= 0'),
      having(RESPONSES.analyze, '/analysis_result', [], 'must be object'),
    ],
  },
  pattern: {
    summary: 'The patterns found, best first; total_matches counts those beyond the limit too.',
    payload: CodegenPatternResponse,
    invalid: [
      without(RESPONSES.pattern, '/pattern_result'),
      having(RESPONSES.pattern, '/total_matches', -1, 'must be >= 0'),
    ],
  },
  mixin: {
    summary: 'The mixins recommended, best first.',
    payload: CodegenMixinResponse,
    invalid: [
      having(RESPONSES.mixin, '/mixin_recommendations/0', 'MixinCaching', 'must be object'),
      having(RESPONSES.mixin, '/timestamp', 'yesterday', NOT_MATCHING),
    ],
  },
};

function requestEntry(operation: CodegenOperation): CatalogEntry {
  return {
    name: `codegen.request.${operation}`,
    domain: 'codegen',
    pattern: 'request',
    version: '1.0.0',
    places: conversation(operation, 'request'),
    eventType: REQUEST_CLASS[operation],
    key: 'correlation_id',
    ...CONVERSATION,
    producers: CLIENTS,
    consumers: SERVERS,
    answeredBy: `codegen.response.${operation}`,
    sample: REQUESTS[operation],
    ...ASKED[operation],
    sources: ['S1', 'S3', 'S4'],
  };
}

function responseEntry(operation: CodegenOperation): CatalogEntry {
  return {
    name: `codegen.response.${operation}`,
    domain: 'codegen',
    pattern: 'response',
    version: '1.0.0',
    places: conversation(operation, 'response'),
    eventType: RESPONSE_CLASS[operation],
    key: 'correlation_id',
    ...CONVERSATION,
    producers: SERVERS,
    consumers: CLIENTS,
    sample: RESPONSES[operation],
    ...ANSWERED[operation],
    sources: ['S1', 'S3', 'S4'],
  };
}

const SESSION_STATUS: CatalogEntry = {
  name: 'codegen.status.session',
  domain: 'codegen',
  pattern: 'status',
  version: '1.0.0',
  summary: 'How far the work on a session is; sent while a request that names a session is served.',
  places: [
    { style: 'underscored', name: STATUS_TOPIC },
    ...STYLE_SPELLINGS.flatMap(({ style, status }) => (status === undefined ? [] : [{ style, name: status }])),
    // One topic for each session; its party writes and reads it, nobody else does.
    { style: 'omniclaude', name: '{env}.omniclaude.codegen.status.{session_id}.v1' },
  ],
  payload: CodegenStatusEvent,
  eventType: 'CodegenStatusEvent',
  key: 'session_id',
  ...STATUS,
  producers: ['intelligence', 'omniclaude', 'omniarchon'],
  consumers: ['omniclaude', 'cli'],
  sample: STATUS_EVENT,
  invalid: [
    having(STATUS_EVENT, '/status', 'running', NOT_LISTED),
    having(STATUS_EVENT, '/progress_percentage', 101, 'must be <= 100'),
    without(STATUS_EVENT, '/message'),
  ],
  sources: ['S4'],
};

export const CODEGEN_ENTRIES: readonly CatalogEntry[] = [
  ...CODEGEN_OPERATIONS.map(requestEntry),
  ...CODEGEN_OPERATIONS.map(responseEntry),
  SESSION_STATUS,
];
