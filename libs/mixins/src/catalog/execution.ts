import { type MixinEntry, option } from './mixin';

export const EXECUTION: readonly MixinEntry[] = [
  {
    name: 'MixinFSMExecution',
    category: 'declarative_execution',
    status: 'class',
    description:
      'Runs a finite state machine that is declared in the YAML contract: states, transitions, guards, entry and exit actions and terminal states, without code of its own.',
    wanted:
      'For anything that passes through states: orders, payments, approvals, documents, sessions, connections and deployments, for state logic too complex for flags, for business processes told by their states, for reducers that go from one state to the next.',
    keywords:
      'fsm finite state machine states transition transitions stateful guard condition declarative contract yaml lifecycle status change terminal history reducer business process entity without custom code complex logic automation',
    topics: ['state machine', 'fsm', 'state transition', 'finite state machine'],
    methods: [
      'execute_fsm_transition',
      'validate_fsm_contract',
      'get_current_fsm_state',
      'get_fsm_state_history',
      'reset_fsm_state',
      'initialize_fsm_state',
      'is_terminal_state',
    ],
    module: 'mixin_fsm_execution',
    since: '0.3.3',
    builtInto: ['reducer'],
    pure: 'allowed',
    handler: 'nondeterministic',
    compatible: [
      'MixinEventBus',
      'MixinLogging',
      'MixinMetrics',
      'MixinHealthCheck',
      'MixinValidation',
      'MixinSerialization',
      'MixinWorkflowExecution',
    ],
    options: [
      option('auto_validate', true, 'check the declaration when it is loaded'),
      option('strict_mode', true, 'refuse transitions that are not declared'),
      option('enable_state_persistence', true, 'keep the current state'),
      option('enable_history_tracking', true, 'keep the states passed through'),
      option('enable_metrics', true, 'count transitions'),
    ],
    aliases: ['StateMachine'],
  },
  {
    name: 'MixinWorkflowExecution',
    category: 'declarative_execution',
    status: 'class',
    description:
      'Runs a workflow that is declared in the YAML contract: steps in the order of their dependencies, one after another, in parallel or in batches, emitting actions to other nodes.',
    wanted:
      'For orchestrators that coordinate several nodes or services, multi-step and multi-stage processes, data pipelines and ETL, business processes, deployments, jobs whose steps depend on one another, long-running sequences with compensation.',
    keywords:
      'workflow workflows orchestrate orchestration orchestrator coordinate coordination steps step stage multi-step pipeline pipelines dag dependency order sequential parallel batch declarative contract yaml automation of business processes saga complex etl without custom code',
    topics: ['workflow', 'workflows', 'orchestration', 'multi-step'],
    methods: [
      'update_workflow_state',
      'execute_workflow_from_contract',
      'validate_workflow_contract',
      'get_workflow_execution_order',
      'create_workflow_steps_from_config',
    ],
    module: 'mixin_workflow_execution',
    since: '0.3.3',
    builtInto: ['orchestrator'],
    pure: 'allowed',
    handler: 'effect',
    compatible: [
      'MixinEventBus',
      'MixinLogging',
      'MixinMetrics',
      'MixinHealthCheck',
      'MixinValidation',
      'MixinFSMExecution',
    ],
    options: [
      option('auto_validate', true, 'check the declaration when it is loaded'),
      option('strict_mode', true, 'refuse steps that are not declared'),
      option('enable_action_emission', true, 'steps become actions for other nodes'),
      option('enable_metrics', true, 'count and time steps'),
      option('default_execution_mode', 'sequential', 'sequential, parallel or batch'),
    ],
    aliases: ['Workflow'],
  },
  {
    name: 'MixinComputeExecution',
    category: 'execution',
    status: 'class',
    description:
      'Runs a pipeline of computations that is declared in the contract of a compute node: pure transformations, mappings and validations, one after another.',
    wanted:
      'For data transformation, conversion and mapping without side effects, calculations and scoring, parsing and normalizing, where the steps are written in YAML and not in code.',
    keywords:
      'compute computation pipeline pipelines transformation transform transformations mapping calculation pure deterministic contract-driven step operations validated nodecompute',
    topics: ['compute pipeline', 'transformation pipeline', 'contract pipeline'],
    methods: ['execute_contract_pipeline', 'validate_compute_contract'],
    module: 'mixin_compute_execution',
    since: '0.4.0',
    builtInto: ['compute'],
    pure: 'allowed',
    handler: 'compute',
    compatible: ['MixinContractMetadata', 'MixinMetrics'],
  },
  {
    name: 'MixinEffectExecution',
    category: 'execution',
    status: 'class',
    description:
      'Runs the input and output operations an effect contract declares: HTTP requests, database statements, Kafka messages and file access, through handlers, with templates, retry policy, circuit breaker, timeout and transaction.',
    wanted:
      'For nodes that talk to the outside world by contract: calling APIs, reading and writing databases, files and queues, with rollback and resilience built in.',
    keywords:
      'effect effects side effect io i/o input output external http rest database sql kafka file filesystem operation operations handler transaction rollback commit idempotency resilient execute executing nodeeffect',
    topics: ['effect execution', 'transaction', 'transactions', 'side effects'],
    methods: ['execute_effect', 'get_registered_handlers', 'get_handler_registration_report'],
    module: 'mixin_effect_execution',
    since: '0.4.0',
    builtInto: ['effect'],
    handler: 'effect',
    compatible: ['MixinEventBus', 'MixinMetrics', 'MixinHealthCheck', 'MixinHandlerRouting'],
    options: [
      option('operation_timeout_ms', 30_000, 'an operation that takes longer has failed'),
      option('enable_circuit_breaker', true, 'stop calling what keeps failing'),
    ],
  },
  {
    name: 'MixinContractStateReducer',
    category: 'state_management',
    status: 'class',
    description:
      'Applies the state transitions a contract lists to an action: looks up what the action changes and computes the new state from data, not from code.',
    wanted:
      'For reducers whose rules stand in the contract, for updates, counters and aggregation of state by action, for transitions one can read and change without programming.',
    keywords:
      'state reducer reduce action actions transition transitions contract-driven data-driven state machine processing management update accumulate aggregation new state subcontract',
    topics: ['state management', 'state reducer'],
    methods: ['process_action_with_transitions', 'get_state_transitions', 'has_state_transitions'],
    module: 'mixin_contract_state_reducer',
    since: '0.1.0',
    handler: 'nondeterministic',
    compatible: ['MixinFSMExecution', 'MixinContractMetadata'],
    aliases: ['StateManagement', 'StateReducer'],
  },
  {
    name: 'MixinToolExecution',
    category: 'integration',
    status: 'class',
    description:
      'Lets others run a node as a tool over the event bus: takes execution requests, checks them, runs the tool with a time limit and answers with the result.',
    wanted:
      'For tools and functions that language models, agents or the command line call, for plugins run in a sandbox, for orchestrators that use tools as their steps, for API integrations that must end in time.',
    keywords:
      'tool tools execution execute executing action llm language model agent ai function calling invoke request sandbox sandboxing sandboxed timeout limit plugin concurrency result integration tool-based',
    topics: ['tool execution', 'execute tools', 'tool calling', 'sandboxing'],
    methods: ['get_node_name', 'process', 'handle_tool_execution_request_event', 'get_execution_event_patterns'],
    module: 'mixin_tool_execution',
    since: '0.1.0',
    handler: 'effect',
    compatible: [
      'MixinValidation',
      'MixinLogging',
      'MixinMetrics',
      'MixinCaching',
      'MixinRetry',
      'MixinCircuitBreaker',
      'MixinNodeService',
    ],
    options: [
      option('enabled', true, 'requests are taken'),
      option('execution_timeout_seconds', 60, 'a run that takes longer is ended'),
      option('enable_sandboxing', true, 'run it apart from the rest'),
      option('enable_validation', true, 'check requests first'),
      option('max_concurrent_executions', 10, 'runs at one time'),
    ],
  },
  {
    name: 'MixinCLIHandler',
    category: 'integration',
    status: 'class',
    description:
      'Gives a tool a command line: parses the usual and its own arguments, reads JSON or YAML from files or standard input, prints the result and sets the exit code; main() is ready to use.',
    wanted:
      'For tools started from a shell, script or build, for developer commands, for nodes that should run by hand as well.',
    keywords:
      'cli command line terminal console shell script argument arguments argparse parsing parser option flags main entry point stdin stdout exit code standalone executable help output format tool',
    topics: ['cli', 'command line', 'command-line', 'arguments'],
    methods: [
      'process',
      'get_cli_description',
      'add_custom_arguments',
      'create_parser',
      'parse_input',
      'format_output',
      'main',
    ],
    module: 'mixin_cli_handler',
    since: '0.1.0',
    handler: 'nondeterministic',
    compatible: ['MixinContractMetadata', 'MixinFailFast'],
    options: [option('output_format', 'json', 'json, yaml or text')],
    aliases: ['CLI', 'CommandLine'],
  },
];
