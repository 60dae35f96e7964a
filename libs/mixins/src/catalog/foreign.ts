import type { MixinEntry } from './mixin';

/** Names that code generators, older services or upstream's metadata use for classes which never existed. */
export const FOREIGN: readonly MixinEntry[] = [
  {
    name: 'MixinTimeout',
    category: 'flow_control',
    status: 'foreign',
    description: 'Ends an operation that takes too long.',
    wanted: 'To bound the time of calls.',
    keywords: 'timeout timeouts deadline time limit',
    topics: ['timeout', 'timeouts', 'deadline'],
    compatible: ['MixinRetry', 'MixinCaching', 'MixinEventBus'],
    alternatives: [
      {
        name: 'MixinEffectExecution',
        import_path: 'omnibase_core.mixins.mixin_effect_execution',
        note: 'operation_timeout_ms',
      },
    ],
  },
  {
    name: 'MixinRateLimiter',
    category: 'flow_control',
    status: 'foreign',
    description: 'Limits how often something may be done in a span of time.',
    wanted: 'To keep a quota and to protect a service from too many requests.',
    keywords: 'rate limit limits limiter limiting throttle throttling quota token bucket requests per second',
    topics: ['rate limit', 'rate limiting', 'rate limiter', 'throttling'],
    alternatives: [
      { name: 'ModelRateLimitPolicy', import_path: 'omnibase_core.models.configuration.model_rate_limit_policy' },
    ],
    aliases: ['RateLimit', 'RateLimiting'],
  },
  {
    name: 'MixinAuthorization',
    category: 'security',
    status: 'foreign',
    description: 'Lets only those do something who may.',
    wanted: 'For roles and permissions.',
    keywords: 'authorization authorize permission permissions role roles rbac access control',
    topics: ['authorization', 'access control', 'permissions'],
    alternatives: [
      {
        name: 'ModelSecuritySubcontract',
        import_path: 'omnibase_core.models.contracts.subcontracts.model_security_subcontract',
      },
    ],
    aliases: ['Authentication', 'Auth'],
  },
  {
    name: 'MixinAudit',
    category: 'security',
    status: 'foreign',
    description: 'Keeps a lasting record of who did what and when.',
    wanted: 'For audit trails and compliance.',
    keywords: 'audit auditing trail accountability',
    topics: ['audit', 'audit trail', 'auditing'],
    alternatives: [
      {
        name: 'MixinEventBus',
        import_path: 'omnibase_core.mixins.mixin_event_bus',
        note: 'publish each action as an event',
      },
      { name: 'MixinTraceCapture', import_path: 'omnibase_core.mixins.mixin_trace_capture', note: 'from 0.31.1' },
    ],
  },
  {
    name: 'MixinTransaction',
    category: 'data_management',
    status: 'foreign',
    description: 'Makes several changes all or none.',
    wanted: 'For atomic updates with rollback.',
    keywords: 'transaction transactions transactional atomic commit rollback',
    topics: ['transaction', 'transactions'],
    alternatives: [
      {
        name: 'transaction',
        contract: 'effect_operations.transaction',
        note: 'ModelEffectTransactionConfig; MixinEffectExecution runs it',
      },
    ],
  },
  {
    name: 'MixinConnection',
    category: 'infrastructure',
    status: 'foreign',
    description: 'Opens connections, keeps them in a pool and closes them.',
    wanted: 'For databases and remote services.',
    keywords: 'connection connections pool pooling reconnect',
    topics: ['connection pool', 'connection pooling'],
    alternatives: [
      {
        name: 'MixinNodeLifecycle',
        import_path: 'omnibase_core.mixins.mixin_node_lifecycle',
        note: 'opens at the start, closes at the end',
      },
    ],
  },
  {
    name: 'MixinRepository',
    category: 'data_management',
    status: 'foreign',
    description: 'Stores, finds and deletes records of one type.',
    wanted: 'For access to a database table.',
    keywords: 'repository crud records table',
    topics: ['repository', 'crud'],
    alternatives: [
      { name: 'MixinPostgresOpExecutor', import_path: 'omnibase_infra.mixins.mixin_postgres_op_executor' },
    ],
  },
  {
    name: 'MixinAggregation',
    category: 'state_management',
    status: 'foreign',
    description: 'Combines many values into one.',
    wanted: 'For sums, counts and groups in reducers.',
    keywords: 'aggregate aggregation aggregating sum count group window',
    topics: ['aggregation', 'aggregate'],
    alternatives: [
      {
        name: 'ModelAggregationSubcontract',
        import_path: 'omnibase_core.models.contracts.subcontracts.model_aggregation_subcontract',
      },
      { name: 'MixinContractStateReducer', import_path: 'omnibase_core.mixins.mixin_contract_state_reducer' },
    ],
  },
  {
    name: 'MixinPersistence',
    category: 'state_management',
    status: 'foreign',
    description: 'Keeps state beyond the life of a process.',
    wanted: 'For state that must survive a restart.',
    keywords: 'persist persistence durable survive restart snapshot',
    topics: ['persistence'],
    alternatives: [
      { name: 'MixinPostgresOpExecutor', import_path: 'omnibase_infra.mixins.mixin_postgres_op_executor' },
    ],
  },
  {
    name: 'MixinDependencyManagement',
    category: 'orchestration',
    status: 'foreign',
    description: 'Brings steps into the order of their dependencies.',
    wanted: 'For workflows whose steps need one another.',
    keywords: 'dependency ordering topological',
    topics: ['dependency management'],
    alternatives: [
      {
        name: 'MixinWorkflowExecution',
        import_path: 'omnibase_core.mixins.mixin_workflow_execution',
        note: 'orders steps by their dependencies',
      },
    ],
  },
];
