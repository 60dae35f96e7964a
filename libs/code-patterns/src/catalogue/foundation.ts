import { list, type Pattern } from './pattern';
import { AGGREGATION, CRUD, ORCHESTRATION, TRANSFORMATION } from './sketches/foundation';

/** The four patterns the code generator upstream knows by name. */
export const FOUNDATION: readonly Pattern[] = [
  {
    id: 'crud',
    name: 'CRUD',
    kinds: ['effect'],
    description: 'Create, read, update and delete the records of one entity by their id.',
    intent: 'Keep a collection of things: add new entries, look them up or list them, change them and remove them.',
    examples: [
      'Save, show, correct and erase the entries of a catalogue',
      'Administration of master data: users, suppliers, articles, tags',
      'Store a new ticket, open it by number, rename it, archive or purge it',
      'Standard operations on a resource: post, put, patch, index',
    ],
    whenToUse: 'One entity has a store of its own, and callers manage its single records.',
    whenNotToUse:
      'The history of changes matters (event sourcing), or reads and writes have different shapes (projection).',
    keywords: list(
      'crud create insert add register read get fetch view look_up list update edit modify amend delete remove drop manage maintain entity record account entry',
    ),
    capabilities: list(
      'create insert add register read get fetch find list update modify edit patch delete remove drop upsert',
    ),
    mixins: ['MixinEventBus', 'MixinFailFast', 'MixinMetrics'],
    related: ['db-repository', 'event-sourcing', 'cache-aside'],
    complements: ['validation', 'timeout'],
    sketch: CRUD,
  },
  {
    id: 'transformation',
    name: 'Transformation',
    kinds: ['compute'],
    description: 'Turn a value of one shape into a value of another, without side effects.',
    intent: 'Convert, parse, map, normalise, format or render data from one representation to another.',
    examples: [
      'Take a legacy export and produce clean dictionaries for the importer',
      'Prepare a readable HTML overview from a technical plan',
      'Strip, trim, rename and cast columns; calculate derived fields',
      'Resolve, expand or flatten a nested document; build a payload from a template',
    ],
    whenToUse: 'The output depends on the input alone: format changes, mapping between models, rendering, cleaning.',
    whenNotToUse:
      'Something has to be fetched or stored on the way (api client, repository), or many inputs become one (aggregation).',
    keywords: list(
      'transform transformation convert conversion map mapping parse format render normalise translate rewrite reshape serialise deserialise template markdown json xml csv yaml extract enrich generate',
    ),
    capabilities: list('transform convert map parse format render normalize normalise translate serialize extract'),
    mixins: ['MixinComputeExecution', 'MixinFailFast', 'MixinCanonicalYAMLSerializer'],
    related: ['validation', 'adapter', 'aggregation'],
    complements: ['validation'],
    sketch: TRANSFORMATION,
  },
  {
    id: 'aggregation',
    name: 'Aggregation',
    kinds: ['reducer', 'compute'],
    description: 'Fold many values into few: counts, sums, averages, groups and windows.',
    intent: 'Summarise or accumulate a lot of items per key or per period of time and report the totals.',
    examples: [
      'Monthly spend per team, highest and typical day',
      'Condense thousands of outcomes into ratios, percentiles and trends',
      'Totals, quotas and hit rates for a report or scorecard',
      'Collapse many records of a key into one',
    ],
    whenToUse: 'Results are statistics over many inputs, or partial results have to be merged into one.',
    whenNotToUse:
      'Each input gives one output of its own (transformation), or the order of states matters (state machine).',
    keywords: list(
      'aggregate aggregation accumulate count sum total average mean maximum minimum group_by window rollup summarise statistics tally histogram merge combine reduce metrics dedupe per_day per_hour',
    ),
    capabilities: list('aggregate accumulate count sum summarize summarise group reduce merge rollup tally'),
    mixins: ['MixinCaching', 'MixinMetrics'],
    related: ['projection', 'streaming-batch', 'fan-out-fan-in'],
    complements: ['idempotency'],
    sketch: AGGREGATION,
  },
  {
    id: 'orchestration',
    name: 'Orchestration',
    kinds: ['orchestrator'],
    description: 'Run the steps of a workflow over several nodes in the order their dependencies ask for.',
    intent:
      'Coordinate a process: start each stage after the ones it depends on, follow its progress, end when all is done.',
    examples: [
      'Take a case through creation, review and approval in that sequence',
      'Data job: extraction, cleaning, loading and reporting; stages wait for their prerequisites',
      'End-to-end automation that invokes other nodes, tools and agents until the goal is reached',
      'Release train: plan, build, verify, deploy, announce',
    ],
    whenToUse: 'Several nodes have to act one after the other or as a graph, and somebody has to own the sequence.',
    whenNotToUse: 'One node can do it alone, or the nodes can react to events without a conductor.',
    keywords: list(
      'orchestrate orchestration workflow coordinate coordination pipeline step stage sequence dependency order dag graph_of_tasks drive run progress multi-step process end_to_end',
    ),
    capabilities: list('orchestrate coordinate run execute schedule drive dispatch start'),
    mixins: ['MixinWorkflowExecution', 'MixinEventBus', 'MixinMetrics'],
    related: ['saga-compensation', 'fan-out-fan-in', 'handler-routing'],
    complements: ['timeout', 'saga-compensation'],
    sketch: ORCHESTRATION,
  },
];
