import { type MixinEntry, option } from './mixin';

export const DISCOVERY: readonly MixinEntry[] = [
  {
    name: 'MixinDiscoveryResponder',
    category: 'service_discovery',
    status: 'class',
    description:
      'Answers discovery broadcasts with what a node is and can do: its capabilities, health and introspection, at a limited rate.',
    wanted:
      'For nodes that must be found by others: to take part in service discovery, to advertise capabilities to registries, dashboards and agents, in networks where services come and go.',
    keywords:
      'discovery discover discoverable respond responder response broadcast broadcasts advertise advertising advertisement capability capabilities participate participation throttle rate limit service mesh dynamic found join joining answer',
    topics: ['discovery responder', 'service discovery', 'discoverable'],
    methods: [
      'start_discovery_responder',
      'stop_discovery_responder',
      'get_discovery_capabilities',
      'get_health_status',
      'get_discovery_stats',
      'reset_discovery_stats',
    ],
    module: 'mixin_discovery_responder',
    since: '0.1.0',
    pure: 'allowed',
    handler: 'effect',
    requires: ['MixinEventBus'],
    compatible: [
      'MixinEventBus',
      'MixinHealthCheck',
      'MixinIntrospection',
      'MixinLogging',
      'MixinMetrics',
      'MixinServiceRegistry',
    ],
    options: [
      option('enabled', true, 'broadcasts are answered'),
      option('response_throttle_seconds', 1, 'time between two answers'),
      option('advertise_capabilities', true, 'answers list the capabilities'),
      option('discovery_channels', ['onex.discovery.commands', 'onex.discovery.events'], 'channels listened to'),
    ],
  },
  {
    name: 'MixinServiceRegistry',
    category: 'discovery',
    status: 'class',
    description:
      'Keeps a live catalog of the tools and services around: registers them as their events arrive, follows whether they are up, drops stale ones, and looks them up by name or capability.',
    wanted:
      'For the one place that knows which tools are there: gateways, dashboards and coordinators that pick a service at run time, automatic registration, tracking of tools coming up and going away.',
    keywords:
      'service registry register registration catalog catalogue directory tool tools available live lookup find capability stale tracking automatic discovery lifecycle online offline inventory',
    topics: ['service registry', 'tool registry', 'service catalog'],
    methods: [
      'start_service_registry',
      'stop_service_registry',
      'get_registered_tools',
      'get_tool_by_name',
      'get_tools_by_capability',
      'add_discovery_callback',
      'cleanup_stale_entries',
      'get_registry_stats',
    ],
    module: 'mixin_service_registry',
    since: '0.1.0',
    pure: 'blocked',
    handler: 'effect',
    requires: ['MixinEventBus'],
    compatible: [
      'MixinEventBus',
      'MixinDiscoveryResponder',
      'MixinRequestResponseIntrospection',
      'MixinEventDrivenNode',
      'MixinDebugDiscoveryLogging',
    ],
  },
  {
    name: 'MixinContractPublisher',
    category: 'discovery',
    status: 'class',
    description:
      "Publishes a node's whole contract to Kafka when it starts, sends heartbeats while it lives and a deregistration when it stops.",
    wanted:
      'For nodes that register themselves dynamically with their contract, for registries that replay contracts, for liveness by heartbeat and clean deregistration at shutdown.',
    keywords:
      'contract publisher publish publishing register registering registration deregister deregistration heartbeat kafka startup dynamic discovery liveness announce yaml replay',
    topics: ['contract publishing', 'publish contracts', 'contract registration', 'heartbeat'],
    methods: ['publish_contract', 'publish_deregistration', 'start_heartbeat', 'stop_heartbeat'],
    module: 'mixin_contract_publisher',
    since: '0.9.8',
    handler: 'effect',
    requires: ['MixinEventBus'],
    compatible: ['MixinEventBus', 'MixinNodeLifecycle', 'MixinIntrospectionPublisher'],
    options: [option('heartbeat_interval_seconds', 30, 'time between two heartbeats')],
  },
  {
    name: 'MixinDiscovery',
    category: 'discovery',
    status: 'class',
    description:
      'Queries the catalogue of mixins from a program: all of them, by category, which go together, what one depends on, and whether a composition is valid.',
    wanted:
      'For code generators and tools that assemble nodes from mixins: to find suitable ones, to check compatibility, to resolve dependencies before composing.',
    keywords:
      'mixin mixins query querying find available category categories compatibility compatible check composition compose dependency dependencies resolve resolution assemble assembly generator programmatic metadata',
    topics: ['mixin discovery', 'mixin composition', 'mixin compatibility'],
    methods: [
      'from_yaml_metadata',
      'reload',
      'get_all_mixins',
      'get_mixins_by_category',
      'find_compatible_mixins',
      'get_mixin_dependencies',
      'get_mixin',
      'get_categories',
      'validate_composition',
    ],
    module: 'mixin_discovery',
    since: '0.3.2',
    handler: 'nondeterministic',
  },
];

export const INTROSPECTION: readonly MixinEntry[] = [
  {
    name: 'MixinIntrospection',
    category: 'observability',
    status: 'planned',
    description:
      'Lets a node describe itself: metadata, version, inputs and outputs, capabilities, dependencies and, if wanted, performance at run time.',
    wanted:
      'For tools that look into nodes: monitoring and admin dashboards, documentation, discovery, debugging of what is running, an introspect command.',
    keywords:
      'introspection introspect self-description describe metadata capability capabilities runtime information inspect inspection report node details version dashboard documentation',
    topics: ['introspection', 'introspect', 'self-description'],
    compatible: ['MixinDiscoveryResponder', 'MixinHealthCheck', 'MixinMetrics', 'MixinLogging'],
    options: [
      option('enabled', true, 'questions are answered'),
      option('include_metadata', true, 'answers hold the metadata'),
      option('include_capabilities', true, 'answers hold the capabilities'),
      option('include_performance_metrics', false, 'answers hold measurements'),
    ],
    alternatives: [
      {
        name: 'MixinNodeIntrospection',
        import_path: 'omnibase_core.mixins.mixin_introspection',
        note: 'the class behind this entry',
      },
      {
        name: 'MixinNodeIntrospection',
        import_path: 'omnibase_infra.mixins.mixin_node_introspection',
        note: 'with publishing and heartbeat',
      },
    ],
    aliases: ['NodeIntrospection'],
  },
  {
    name: 'MixinIntrospectionPublisher',
    category: 'discovery',
    status: 'class',
    description:
      "Collects a node's actions, protocols and metadata and publishes them as an introspection event, trying again when that fails.",
    wanted:
      'For nodes that announce themselves without being asked, at startup or after a change, so that registries know their capabilities.',
    keywords:
      'introspection publisher publish publishing announce announcement automatic auto event gather collect metadata capabilities service discovery startup advertise broadcast node_introspection_event',
    topics: ['introspection publishing', 'publish introspection'],
    module: 'mixin_introspection_publisher',
    since: '0.1.0',
    handler: 'effect',
    requires: ['MixinEventBus'],
    compatible: ['MixinEventBus', 'MixinNodeLifecycle', 'MixinEventDrivenNode', 'MixinContractPublisher'],
  },
  {
    name: 'MixinRequestResponseIntrospection',
    category: 'introspection',
    status: 'class',
    description:
      'Answers a request for introspection at once with the present state of a node: status, tools available, performance; requests for other nodes are filtered out.',
    wanted:
      'For live views and real-time queries of running nodes, for on-demand status instead of what was published last, for discovery by question and answer.',
    keywords:
      'request response introspection real-time realtime live current status query on-demand answer respond responding filter filtered request_introspection availability hybrid discovery',
    topics: ['request response introspection', 'real-time introspection', 'introspection requests'],
    module: 'mixin_request_response_introspection',
    since: '0.1.0',
    pure: 'allowed',
    handler: 'effect',
    requires: ['MixinEventBus'],
    compatible: ['MixinEventBus', 'MixinIntrospection', 'MixinServiceRegistry'],
  },
  {
    name: 'MixinIntrospectFromContract',
    category: 'introspection',
    status: 'class',
    description:
      "Gives a node one introspect() that reads its contract or metadata YAML from the node's folder, for modules of allowed namespaces only.",
    wanted:
      'For nodes whose description should come straight from contract.yaml or node.onex.yaml, with loading kept to trusted modules.',
    keywords:
      'introspect introspection contract yaml metadata load loading file directory folder namespace allowlist security trusted canonical data self-description',
    topics: ['introspect from contract', 'contract introspection'],
    methods: ['introspect'],
    module: 'mixin_introspect_from_contract',
    since: '0.1.0',
    handler: 'nondeterministic',
    compatible: ['MixinContractMetadata', 'MixinNodeSetup', 'MixinNodeIdFromContract'],
  },
];
