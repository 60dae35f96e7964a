import { type MixinEntry, option } from './mixin';

export const LIFECYCLE: readonly MixinEntry[] = [
  {
    name: 'MixinNodeLifecycle',
    category: 'infrastructure',
    status: 'class',
    description:
      'Takes a node through its life: initialization, registration, start, success and failure events, shutdown, and the release of what it held.',
    wanted:
      'To start a service with its dependencies ready, to stop it gracefully and clean up connections, files and handlers, to announce start and end of work, to run hooks before and after, to manage the state of a node.',
    keywords:
      'lifecycle life cycle initialize initialization initializing startup start boot shutdown stop graceful cleanup clean dispose release resource resources teardown hooks phases register dependency manage management standard standardized restart close closing open begin end emit success failure properly orderly',
    topics: ['lifecycle', 'graceful shutdown', 'startup', 'shutdown', 'cleanup'],
    methods: ['emit_node_start', 'emit_node_success', 'emit_node_failure', 'cleanup_lifecycle_resources'],
    module: 'mixin_node_lifecycle',
    since: '0.1.0',
    pure: 'allowed',
    handler: 'effect',
    compatible: ['MixinHealthCheck', 'MixinLogging', 'MixinMetrics', 'MixinEventBus'],
    options: [
      option('enable_lifecycle_hooks', true, 'run hooks at each phase'),
      option('startup_timeout_seconds', 30, 'a start that takes longer has failed'),
      option('shutdown_grace_period_seconds', 30, 'time to finish what is under way'),
      option('enable_health_checks', true, 'report health along the way'),
    ],
    aliases: ['Lifecycle'],
  },
  {
    name: 'MixinNodeExecutor',
    category: 'execution',
    status: 'class',
    description:
      'Keeps a node running as a process of its own that waits for tool invocation events, runs them side by side, answers them, and ends gracefully when the system signals it.',
    wanted:
      'For long-lived and persistent worker processes, daemons, executors that take work from the event bus, processes that must finish their work on SIGTERM or SIGINT, containers that are stopped by an orchestrator.',
    keywords:
      'executor execution engine worker daemon process long-lived long-running persistent signal signals sigterm sigint graceful shutdown tool invocation asyncio event loop run running health callback background',
    topics: ['node executor', 'executor', 'daemon', 'signal handling', 'worker process'],
    methods: [
      'start_executor_mode',
      'stop_executor_mode',
      'handle_tool_invocation',
      'get_executor_health',
      'add_shutdown_callback',
    ],
    module: 'mixin_node_executor',
    since: '0.1.0',
    pure: 'allowed',
    handler: 'effect',
    requires: ['MixinEventBus'],
    composes: ['MixinEventDrivenNode'],
    compatible: ['MixinEventDrivenNode', 'MixinNodeService', 'MixinHealthCheck'],
    options: [option('timeout_ms', 30_000, 'an invocation that takes longer has failed')],
  },
  {
    name: 'MixinNodeService',
    category: 'orchestration',
    status: 'class',
    description:
      'Runs a node as a persistent service that offers its tool to others: takes tool invocations, runs the node and answers, with health and graceful shutdown.',
    wanted:
      'For tools offered as a service to MCP servers, GraphQL or other gateways, for nodes that stay up and answer TOOL_INVOCATION events, for an always available backend.',
    keywords:
      'service services persistent tool-as-a-service tool invocation mcp server graphql gateway integration respond responding serve serving always-on running standing node mode response',
    topics: ['node service', 'service mode', 'persistent service', 'mcp', 'tool as a service'],
    methods: [
      'start_service_mode',
      'stop_service_mode',
      'aclose',
      'handle_tool_invocation',
      'get_service_health',
      'add_shutdown_callback',
    ],
    module: 'mixin_node_service',
    since: '0.1.0',
    builtInto: ['effect', 'compute', 'reducer', 'orchestrator'],
    handler: 'effect',
    requires: ['MixinEventBus'],
    compatible: ['MixinNodeExecutor', 'MixinEventDrivenNode', 'MixinToolExecution'],
  },
];
