import { list, type Pattern } from './pattern';
import { DECISION_TABLE, SCORING, VALIDATION } from './sketches/decision';

/** Pure judgements about a value. */
export const DECISION: readonly Pattern[] = [
  {
    id: 'validation',
    name: 'Validation',
    kinds: ['compute'],
    description: 'Check a value against rules or a schema and return the list of findings.',
    intent: 'Make sure that input is complete, well-formed and allowed before it is used; tell what is wrong with it.',
    examples: [
      'Confirm before import that columns are present and plausible',
      'See whether naming conventions and coding guidelines are respected and point out each breach',
      'Guard against missing, empty, malformed or contradictory values',
      'Static analysis: scan source code and flag forbidden imports',
    ],
    whenToUse: 'Input comes from outside, rules are many or change, and the caller needs every problem at once.',
    whenNotToUse:
      'A model already refuses the value when it is built, or a degree rather than a verdict is wanted (scoring).',
    keywords: list(
      'validate validation check verify inspect lint schema rule constraint conform mandatory required invalid violation finding issue reject refuse correctness integrity well-formed compliance audit',
    ),
    capabilities: list('validate check verify ensure inspect lint assert'),
    mixins: ['MixinFailFast', 'MixinNodeTypeValidator'],
    related: ['scoring-classification', 'decision-table', 'transformation'],
    complements: [],
    sketch: VALIDATION,
  },
  {
    id: 'scoring-classification',
    name: 'Scoring and classification',
    kinds: ['compute'],
    description: 'Give a value a number or a label out of weighted features and thresholds.',
    intent: 'Rank, rate, categorise or detect: how good, how similar, how likely, which class, with what confidence.',
    examples: [
      'Estimate the risk, priority or severity of a change',
      'Recognise the language, topic, intent or mood of a text',
      'Order candidates by relevance; grade an answer; predict churn',
      'Find anomalies and near duplicates by a measure of distance',
    ],
    whenToUse: 'Several weak signals together decide, and the weights should be visible and testable.',
    whenNotToUse: 'The answer follows from exact conditions (decision table) or must be true or false (validation).',
    keywords: list(
      'score scoring rank ranking rate classify classification classifier category label detect similarity alike distance cosine vector weight weighted criteria threshold probability confidence sentiment quality heuristic',
    ),
    capabilities: list('score rank rate classify categorize detect label compare assess'),
    mixins: ['MixinComputeExecution', 'MixinMetrics'],
    related: ['decision-table', 'validation', 'llm-call'],
    complements: ['validation'],
    sketch: SCORING,
  },
  {
    id: 'decision-table',
    name: 'Decision table',
    kinds: ['compute', 'reducer'],
    description: 'Derive an action from the facts by an ordered table of conditions, the first match wins.',
    intent: 'Apply a policy: choose, select, allow, deny, hold or route by declared limits and conditions.',
    examples: [
      'Which carrier, tier or discount applies depends on weight, destination and contract',
      'Pick the approval level according to company guidelines',
      'Deterministic gate: pass, warn or block; escalate when a limit is crossed',
      'Conditions are checked in order of precedence and the first that applies wins',
    ],
    whenToUse: 'Business rules are exact, change often and should be read by people who do not program.',
    whenNotToUse: 'There are two branches (write an if), or the decision depends on earlier ones (state machine).',
    keywords: list(
      'decide decision policy rule choose select selection eligibility allow deny hold approve gate limit quota budget condition outcome action verdict evaluate evaluator map_to cost tier routing_decision precedence',
    ),
    capabilities: list('decide choose select evaluate resolve determine'),
    mixins: ['MixinFailFast', 'MixinComputeExecution'],
    related: ['scoring-classification', 'strategy', 'fsm-reducer', 'validation'],
    complements: [],
    sketch: DECISION_TABLE,
  },
];
