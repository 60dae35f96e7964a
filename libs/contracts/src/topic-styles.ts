import type { EnvelopeForm } from './envelope-form';

/** The two spellings of the source documents; every operation has topics in both. */
export const HOME_STYLES = ['dotted', 'underscored'] as const;

/**
 * How a system spells its topics (wire-facts 1.7). `omninode-bridge` and `omniclaude` are what their programs really use;
 * the last three are the three names the code-analysis conversation has had.
 */
export const TOPIC_STYLES = [
  ...HOME_STYLES,
  'omninode-bridge',
  'omniclaude',
  'archon-intelligence',
  'intelligence',
  'onex-command',
] as const;
export type TopicStyle = (typeof TOPIC_STYLES)[number];

/**
 * Which fields a reply has, apart from its envelope (wire-facts 1.8). `strict` has those of the guide alone, as its
 * readers reject unknown properties; `extended` has those of the architecture document beside them.
 */
export type FieldSet = 'strict' | 'extended' | 'omniclaude' | 'code-analysis';

/** The environments a topic name may begin with where its style says `{env}`. */
export const ENVIRONMENTS = ['dev', 'staging', 'prod'] as const;
export type Environment = (typeof ENVIRONMENTS)[number];

export interface StyleSpelling {
  readonly style: TopicStyle;
  /** `{domain}` is codegen or bridge, `{op}` the operation, `{env}` the environment. */
  readonly request: string;
  readonly response: string;
  /** Where refusals are answered, in styles that keep a topic of their own for them. */
  readonly failure?: string;
  readonly deadLetter: string;
  readonly status?: string;
  readonly fields: FieldSet;
  /** The envelope form of its messages, as far as is known. */
  readonly envelope: EnvelopeForm;
}

export const STATUS_TOPIC = 'omninode_codegen_status_session_v1';

/** Written out by table, not by splitting names: prefixes and hyphens make splitting ambiguous. */
export const STYLE_SPELLINGS: readonly StyleSpelling[] = [
  {
    style: 'dotted',
    request: 'omninode.{domain}.request.{op}.v1',
    response: 'omninode.{domain}.response.{op}.v1',
    deadLetter: 'omninode.{domain}.request.{op}.v1.dlq',
    fields: 'extended',
    envelope: 'architecture',
  },
  {
    style: 'underscored',
    request: 'omninode_{domain}_request_{op}_v1',
    response: 'omninode_{domain}_response_{op}_v1',
    deadLetter: 'omninode_{domain}_dlq_{op}_v1',
    fields: 'strict',
    envelope: 'onex-v1',
  },
  {
    style: 'omninode-bridge',
    request: '{env}.omninode-bridge.codegen.request-{op}.v1',
    response: '{env}.omninode-bridge.codegen.response-{op}.v1',
    deadLetter: '{env}.omninode-bridge.codegen.request-{op}.v1.dlq',
    status: '{env}.omninode-bridge.codegen.status-session.v1',
    fields: 'strict',
    envelope: 'flat',
  },
  {
    style: 'omniclaude',
    // Its third conversation, `generate`, is the generator's own: nothing here could answer it.
    request: '{env}.omniclaude.codegen.{op}.request.v1',
    response: '{env}.omniclaude.codegen.{op}.response.v1',
    deadLetter: '{env}.omniclaude.codegen.{op}.request.v1.dlq',
    fields: 'omniclaude',
    envelope: 'omniclaude',
  },
  codeAnalysis('archon-intelligence', 'architecture', {
    request: '{env}.archon-intelligence.intelligence.code-analysis-requested.v1',
    response: '{env}.archon-intelligence.intelligence.code-analysis-completed.v1',
    failure: '{env}.archon-intelligence.intelligence.code-analysis-failed.v1',
  }),
  codeAnalysis('intelligence', 'omniclaude-v2', {
    request: 'omninode.intelligence.code-analysis.requested.v1',
    response: 'omninode.intelligence.code-analysis.completed.v1',
    failure: 'omninode.intelligence.code-analysis.failed.v1',
  }),
  codeAnalysis('onex-command', 'tool', {
    request: 'onex.cmd.omniintelligence.code-analysis.v1',
    response: 'onex.evt.omniintelligence.code-analysis-completed.v1',
    failure: 'onex.evt.omniintelligence.code-analysis-failed.v1',
  }),
];

/** The three names of one conversation. */
function codeAnalysis(
  style: TopicStyle,
  envelope: EnvelopeForm,
  names: Pick<Required<StyleSpelling>, 'request' | 'response' | 'failure'>,
): StyleSpelling {
  return {
    style,
    ...names,
    deadLetter: `${names.request}.dlq`,
    fields: 'code-analysis',
    envelope,
  };
}
