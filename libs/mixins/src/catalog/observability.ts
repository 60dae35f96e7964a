import { type MixinEntry, option } from './mixin';

export const OBSERVABILITY: readonly MixinEntry[] = [
  {
    name: 'MixinHealthCheck',
    category: 'monitoring',
    status: 'class',
    description:
      'Answers whether a node is healthy, degraded or unhealthy: runs its own checks, synchronous or asynchronous, asks its dependencies and components, and aggregates the results into one status report.',
    wanted:
      'For readiness and liveness probes of containers, uptime monitoring, checks of database connections, connection pools, external APIs and services, disk, memory and CPU resource usage, queues, stored state, subnodes and child nodes of an orchestrator.',
    keywords:
      'health healthy healthcheck check checks status liveness readiness probe heartbeat ping alive uptime availability degraded unhealthy monitor monitoring dependency dependencies connectivity endpoint load balancer kubernetes resource usage disk memory reachable reachability aggregate report self-diagnosis',
    topics: [
      'health check',
      'healthcheck',
      'health checking',
      'health status',
      'health monitoring',
      'liveness',
      'readiness',
    ],
    methods: [
      'get_health_checks',
      'health_check',
      'health_check_async',
      'get_health_status',
      'get_health_report',
      'check_dependency_health',
    ],
    module: 'mixin_health_check',
    since: '0.1.0',
    builtInto: ['effect', 'compute', 'reducer', 'orchestrator'],
    handler: 'effect',
    compatible: [
      'MixinEventBus',
      'MixinCaching',
      'MixinRetry',
      'MixinLogging',
      'MixinMetrics',
      'MixinCircuitBreaker',
      'MixinValidation',
    ],
    options: [
      option('health_check_interval_ms', 30_000, 'time between two rounds of checks'),
      option('health_check_timeout_ms', 5000, 'a check that takes longer has failed'),
      option('failure_threshold', 3, 'failed rounds that make a node unhealthy'),
      option('recovery_threshold', 2, 'good rounds that make it healthy again'),
      option('include_dependency_checks', true, 'ask the dependencies too'),
      option('include_component_checks', true, 'ask the components too'),
      option('emit_health_events', true, 'publish changes of the status'),
      option('health_status_ttl_seconds', 30, 'how long a status may be reused'),
    ],
  },
  {
    name: 'MixinLogging',
    category: 'observability',
    status: 'planned',
    description:
      'Writes structured log entries with a level, the context they were written in and the correlation id of the request.',
    wanted:
      'To give every node the same log format, to follow one request through several services, to debug in production, to keep an audit trail of what was done, to log errors with their context, to ship logs to a central place.',
    keywords:
      'log logs logging logged logger structured standard standardized uniform record context correlation id trace tracing debug debugging info warning error message audit trail output diagnostic diagnostics consistent',
    topics: ['log', 'logs', 'logging', 'structured logging'],
    compatible: [
      'MixinEventBus',
      'MixinMetrics',
      'MixinHealthCheck',
      'MixinSecurity',
      'MixinValidation',
      'MixinRetry',
      'MixinCaching',
      'MixinCircuitBreaker',
    ],
    options: [
      option('log_level', 'INFO', 'DEBUG, INFO, WARNING, ERROR or CRITICAL'),
      option('enable_context_logging', true, 'every entry carries its context'),
    ],
    alternatives: [
      {
        name: 'emit_log_event',
        import_path: 'omnibase_core.logging.logging_structured',
        note: 'omnibase_core.logging.structured in releases of 2025',
      },
      {
        name: 'ModelLoggingSubcontract',
        import_path: 'omnibase_core.models.contracts.subcontracts.model_logging_subcontract',
      },
    ],
  },
  {
    name: 'MixinMetrics',
    category: 'observability',
    status: 'class',
    description:
      'Measures what a node does: counters, gauges, timings and histograms, kept in memory and exported to Prometheus, OpenTelemetry or StatsD.',
    wanted:
      'To track latency, response time, throughput, request and error rates, cache hit ratios and resource usage of endpoints, computations and queries, to feed dashboards, alerts and service level objectives, to find what is slow.',
    keywords:
      'metric metrics measure measurement performance counter gauge histogram timer percentile latency duration throughput rate statistics telemetry instrumentation prometheus opentelemetry statsd grafana dashboard alert tracking track count counting counts succeed success rate how long monitor collect profiling benchmark',
    topics: ['metric', 'metrics', 'telemetry', 'performance tracking', 'instrumentation'],
    methods: [
      'set_metrics_backend',
      'get_metrics_backend',
      'record_metric',
      'increment_counter',
      'record_histogram',
      'push_metrics',
      'get_metrics',
      'reset_metrics',
    ],
    module: 'mixin_metrics',
    since: '0.1.0',
    builtInto: ['effect', 'compute', 'reducer', 'orchestrator'],
    pure: 'ok',
    handler: 'compute',
    compatible: [
      'MixinLogging',
      'MixinHealthCheck',
      'MixinCaching',
      'MixinRetry',
      'MixinEventBus',
      'MixinCircuitBreaker',
    ],
    options: [
      option('metrics_backend', 'prometheus', 'prometheus, opentelemetry or statsd'),
      option('enable_histograms', true, 'keep distributions, not sums alone'),
    ],
    aliases: ['PerformanceTracker'],
  },
  {
    name: 'MixinDebugDiscoveryLogging',
    category: 'observability',
    status: 'class',
    description:
      'Logs every event of service discovery in detail, in one format, for as long as one looks for a fault.',
    wanted:
      'When services do not find one another: to troubleshoot registration, announcements and lookups, to see what a service registry or discovery responder receives and answers during development.',
    keywords:
      'debug debugging discovery logging verbose trace troubleshoot troubleshooting diagnose diagnostics inspect registry events development',
    topics: ['discovery logging', 'debug discovery', 'discovery debugging'],
    methods: ['setup_discovery_debug_logging'],
    module: 'mixin_debug_discovery_logging',
    since: '0.1.0',
    handler: 'effect',
    compatible: ['MixinServiceRegistry', 'MixinDiscoveryResponder', 'MixinEventBus'],
  },
  {
    name: 'MixinTraceCapture',
    category: 'observability',
    status: 'class',
    description: 'Records a trace of every run that is started through it, finished or failed, in a trace store.',
    wanted: 'To look at past executions, to replay or compare runs, to see at which step a run failed.',
    keywords: 'execution trace capture tracing record replay run history span store',
    topics: ['trace capture', 'execution trace'],
    methods: ['init_trace_capture', 'run_traced', 'get_trace_store', 'get_recorded_traces'],
    module: 'mixin_trace_capture',
    since: '0.31.1',
  },
];
