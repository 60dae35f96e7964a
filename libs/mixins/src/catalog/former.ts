import type { MixinEntry } from './mixin';

/** Named by upstream's metadata as what some mixins cannot go with; never recommended. */
export const OPPOSITES: readonly MixinEntry[] = [
  {
    name: 'MixinSynchronous',
    category: 'execution',
    status: 'foreign',
    description: 'A node without asynchronous operations.',
    wanted: '',
    keywords: '',
    topics: [],
    conflicts: ['MixinRetry'],
  },
  {
    name: 'MixinStateless',
    category: 'execution',
    status: 'foreign',
    description: 'A node that keeps nothing between two calls.',
    wanted: '',
    keywords: '',
    topics: [],
    conflicts: ['MixinCaching'],
  },
];

/** Gone from upstream; understood among `existing_mixins`, never recommended. */
export const REMOVED: readonly MixinEntry[] = [
  removed(
    'MixinEventListener',
    'event_driven',
    'Subscribed a node to its events.',
    'mixin_event_listener',
    '0.1.0',
    '0.9.11',
    'MixinEventHandler',
    'mixin_event_handler',
  ),
  removed(
    'MixinHybridExecution',
    'execution',
    'Chose between direct and workflow execution.',
    'mixin_hybrid_execution',
    '0.1.0',
    '0.6.6',
    'MixinWorkflowExecution',
    'mixin_workflow_execution',
  ),
  removed(
    'MixinDagSupport',
    'orchestration',
    'Took part in a graph of workflow steps.',
    'mixin_workflow_support',
    '0.1.0',
    '0.3.2',
    'MixinWorkflowExecution',
    'mixin_workflow_execution',
  ),
  removed(
    'MixinIntentPublisher',
    'communication',
    'Published intents for others to carry out.',
    'mixin_intent_publisher',
    '0.2.0',
    '0.44.2',
    'MixinEventBus',
    'mixin_event_bus',
  ),
  removed(
    'MixinLogData',
    'observability',
    'A model of a log entry.',
    'mixin_log_data',
    '0.1.0',
    '0.5.6',
    'ModelLogData',
    undefined,
    'omnibase_core.models.mixins.model_log_data',
  ),
  removed(
    'MixinCompletionData',
    'communication',
    'A model of a completion event.',
    'mixin_completion_data',
    '0.1.0',
    '0.5.6',
    'ModelCompletionData',
    undefined,
    'omnibase_core.models.mixins.model_completion_data',
  ),
];

function removed(
  name: string,
  category: string,
  description: string,
  module: string,
  since: string,
  until: string,
  successor: string,
  successorModule: string | undefined,
  path = `omnibase_core.mixins.${successorModule}`,
): MixinEntry {
  const alternatives = [{ name: successor, import_path: path }];
  return {
    name,
    category,
    status: 'removed',
    description,
    wanted: '',
    keywords: '',
    topics: [],
    module,
    since,
    until,
    alternatives,
  };
}
