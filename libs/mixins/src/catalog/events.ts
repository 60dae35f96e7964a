import { type MixinEntry, option } from './mixin';

export const EVENTS: readonly MixinEntry[] = [
  {
    name: 'MixinEventBus',
    category: 'communication',
    status: 'class',
    description:
      'Publishes events to the event bus and subscribes to them: structured payloads, correlation ids, completion and state-change events, dead letters, and graceful degradation when the bus is away.',
    wanted:
      'For nodes that tell others what happened: database adapters announcing changed records, clients reporting progress or a changed status, computations publishing results, file processors notifying of completion, services that talk through messages instead of calls, workflow coordination, monitoring and audit events.',
    keywords:
      'event events bus publish publishing publisher emit emitting send broadcast broadcasting notify notification announce announcing subscribe subscription messaging message kafka redis topic pub/sub asynchronous decoupled communication state change status update completion stream tell inform interested other services asynchronously cross-service',
    topics: [
      'event bus',
      'publish event',
      'events',
      'emit event',
      'publishing events',
      'kafka',
      'messaging',
      'pub sub',
    ],
    methods: [
      'bind_event_bus',
      'bind_registry',
      'bind_node_name',
      'publish_event',
      'publish_completion_event',
      'apublish_completion_event',
      'dispose_event_bus_resources',
    ],
    module: 'mixin_event_bus',
    since: '0.1.0',
    builtInto: ['effect', 'orchestrator'],
    pure: 'blocked',
    handler: 'effect',
    compatible: [
      'MixinCaching',
      'MixinHealthCheck',
      'MixinRetry',
      'MixinLogging',
      'MixinMetrics',
      'MixinCircuitBreaker',
      'MixinValidation',
      'MixinTimeout',
    ],
    options: [
      option('event_bus_type', 'hybrid', 'redis, kafka, memory or hybrid'),
      option('correlation_tracking', true, 'events carry the correlation id'),
      option('enable_event_validation', true, 'payloads are checked before they are sent'),
      option('enable_event_logging', true, 'what is sent is logged'),
      option('graceful_degradation', true, 'go on working while the bus is away'),
      option('max_retry_attempts', 3, 'attempts to send an event'),
      option('retry_delay_ms', 1000, 'wait between them'),
      option('enable_dead_letter_queue', true, 'keep what could not be sent'),
      option('publish_timeout_ms', 5000, 'a send that takes longer has failed'),
    ],
  },
  {
    name: 'MixinEventHandler',
    category: 'event_driven',
    status: 'class',
    description:
      'Listens to the event bus and handles what arrives: sets up asynchronous handlers for channels, filters and routes incoming events, deals with their errors and takes the handlers down again.',
    wanted:
      'For nodes that react to events: consumers of messages and domain events, subscribers that process notifications, nodes answering introspection and discovery requests, event-driven processing with filtering.',
    keywords:
      'event handler handlers handling react reacting reaction incoming receive receiving consume consumer consuming listen listener listening subscriber subscribe process processing filter filtering callback asynchronous message channel',
    topics: ['event handler', 'event handling', 'handle events', 'event listener', 'consume events'],
    methods: ['start_async_event_handlers', 'cleanup_event_handlers'],
    module: 'mixin_event_handler',
    since: '0.1.0',
    pure: 'blocked',
    handler: 'effect',
    requires: ['MixinEventBus'],
    compatible: ['MixinEventBus', 'MixinLogging', 'MixinMetrics', 'MixinRetry', 'MixinCircuitBreaker'],
    options: [
      option('enabled', true, 'handlers are set up'),
      option('event_channels', [], 'channels listened to'),
      option('enable_filtering', true, 'events of no concern are left out'),
      option('max_retry_attempts', 3, 'attempts to handle an event'),
    ],
  },
  {
    name: 'MixinEventDrivenNode',
    category: 'orchestration',
    status: 'class',
    description:
      'Makes a whole event-driven node: registration, event handlers, lifecycle and published introspection composed into one base, with all communication over the event bus.',
    wanted:
      'For long-lived nodes that live on events alone and need event handling, lifecycle management and introspection together, for reactive services without direct calls.',
    keywords:
      'event driven event-driven node full complete composed composition all-in-one persistent reactive autonomous introspection handling lifecycle registration capabilities',
    topics: ['event driven node', 'event-driven node'],
    methods: [
      'node_id',
      'get_node_name',
      'get_node_version',
      'get_capabilities',
      'supports_introspection',
      'get_introspection_data',
      'cleanup_event_handlers',
    ],
    module: 'mixin_event_driven_node',
    since: '0.1.0',
    pure: 'blocked',
    handler: 'effect',
    requires: ['MixinEventBus'],
    composes: [
      'MixinEventHandler',
      'MixinNodeLifecycle',
      'MixinIntrospectionPublisher',
      'MixinRequestResponseIntrospection',
    ],
    compatible: ['MixinNodeExecutor', 'MixinNodeService', 'MixinServiceRegistry', 'MixinIntrospectionPublisher'],
  },
  {
    name: 'MixinHandlerRouting',
    category: 'routing',
    status: 'class',
    description:
      'Decides by the contract which handler gets a message: by the class of its payload, by the value of its operation field or by a pattern on its topic, always the same way for the same key.',
    wanted:
      'For orchestrators with a typed handler for each event, for effects that dispatch operations by name, for message processing with one handler per type and a default, to replace chains of if and else by a table.',
    keywords:
      'routing route routes router dispatch dispatching dispatcher handler handlers message type payload operation topic pattern match matching table strategy default configuration typed select selection',
    topics: ['handler routing', 'message routing', 'routing', 'dispatch'],
    methods: [
      'route_to_handlers',
      'validate_handler_routing',
      'get_routing_table',
      'routing_strategy',
      'default_handler_key',
      'is_routing_initialized',
    ],
    module: 'mixin_handler_routing',
    since: '0.6.6',
    builtInto: ['effect', 'compute', 'orchestrator'],
    pure: 'ok',
    handler: 'compute',
    compatible: ['MixinEventHandler', 'MixinEffectExecution'],
    options: [
      option('routing_strategy', 'payload_type_match', 'payload_type_match, operation_match or topic_pattern'),
      option('cache_size', 128, 'routes kept ready'),
    ],
  },
];
