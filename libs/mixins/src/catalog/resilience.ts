import { type MixinEntry, option } from './mixin';

export const RESILIENCE: readonly MixinEntry[] = [
  {
    name: 'MixinRetry',
    category: 'flow_control',
    status: 'planned',
    description:
      'Runs a failed operation again, waiting longer each time (fixed, linear, exponential or Fibonacci backoff with jitter), until it succeeds or the attempts are used up.',
    wanted:
      'For anything that fails now and then and succeeds when tried again: HTTP and API calls, database connections, queries and deadlocks, message queues and delivery, uploads and downloads, file access, network glitches, rate-limited or temporarily unavailable services, timeouts.',
    keywords:
      'retry retries retrying reattempt backoff exponential jitter attempts transient temporary intermittent failure flaky unreliable recover recovery error handling redelivery guarantee at least once delivery survive brief outage glitch unreliable again 429 503',
    topics: ['retry', 'retries', 'backoff', 're-try', 'reattempt'],
    methods: ['with_retry', 'should_retry', 'calculate_next_delay', 'record_attempt', 'get_retry_summary'],
    compatible: [
      'MixinEventBus',
      'MixinHealthCheck',
      'MixinMetrics',
      'MixinLogging',
      'MixinCircuitBreaker',
      'MixinCaching',
      'MixinTimeout',
    ],
    conflicts: ['MixinSynchronous', 'MixinValidation'],
    options: [
      option('max_retries', 3, 'further attempts after the first'),
      option('base_delay_seconds', 1, 'wait before the first further attempt'),
      option('backoff_strategy', 'exponential', 'fixed, linear, exponential, random or fibonacci'),
      option('backoff_multiplier', 2, 'how much longer each wait is'),
      option('max_delay_seconds', 300, 'no wait is longer'),
      option('jitter_enabled', true, 'spreads the waits at random'),
      option('jitter_max_seconds', 1, 'how far they are spread'),
      option(
        'retry_on_exceptions',
        ['ConnectionError', 'TimeoutError', 'HTTPError'],
        'exceptions worth another attempt',
      ),
      option('retry_on_status_codes', [429, 500, 502, 503, 504], 'HTTP answers worth another attempt'),
    ],
    alternatives: [
      { name: 'MixinRetryExecution', import_path: 'omnibase_infra.mixins.mixin_retry_execution' },
      {
        name: 'retry_policy',
        contract: 'error_handling.retry_policy',
        note: 'effect contracts; MixinEffectExecution reads it',
      },
    ],
  },
  {
    name: 'MixinCircuitBreaker',
    category: 'resilience',
    status: 'planned',
    description:
      'Stops calling a dependency that keeps failing: after a number of failures the circuit opens and calls are refused at once; after a pause a few trial calls decide whether it closes again.',
    wanted:
      'To keep the outage of one external service, database or API from cascading, to fail quickly instead of piling up waiting requests, to give an overloaded or unresponsive dependency time to recover, to degrade gracefully or fall back.',
    keywords:
      'circuit breaker breakers open half-open closed trip cascade cascading failure threshold fault tolerance resilience isolate isolation protect protection overload outage unavailable dependency third-party recovery fallback degrade degrading degradation gracefully offline overwhelm overwhelmed struggling bulkhead stop calling',
    topics: ['circuit breaker', 'circuit breaking'],
    compatible: ['MixinRetry', 'MixinMetrics', 'MixinLogging', 'MixinHealthCheck'],
    options: [
      option('failure_threshold', 5, 'failures that open the circuit'),
      option('success_threshold', 2, 'successful trials that close it'),
      option('timeout_seconds', 60, 'pause before a trial'),
    ],
    alternatives: [
      { name: 'MixinAsyncCircuitBreaker', import_path: 'omnibase_infra.mixins.mixin_async_circuit_breaker' },
      { name: 'ModelCircuitBreaker', import_path: 'omnibase_core.models.configuration.model_circuit_breaker' },
      {
        name: 'circuit_breaker',
        contract: 'error_handling.circuit_breaker',
        note: 'effect contracts; MixinEffectExecution reads it',
      },
    ],
  },
  {
    name: 'MixinFailFast',
    category: 'reliability',
    status: 'class',
    description:
      'Ends a node at once on a critical error: checks that required values are there, not empty, of the right type or enum member, that a dependency is present and the contract is kept, and raises one uniform error otherwise.',
    wanted:
      'To check preconditions and required configuration early, to stop at startup when a dependency or environment variable is missing, to crash loudly rather than go on with bad state, to handle and report errors the same way everywhere.',
    keywords:
      'fail fast strict abort halt crash critical error precondition guard assert assertion invariant required missing dependency enforce enforcement compliance contract violation exception exit immediately early detection handling',
    topics: ['fail fast', 'failing fast', 'error handling'],
    methods: [
      'fail_fast',
      'validate_required',
      'validate_not_empty',
      'validate_type',
      'validate_enum',
      'require_dependency',
      'enforce_contract',
      'handle_error',
    ],
    module: 'mixin_fail_fast',
    since: '0.1.0',
    pure: 'ok',
    handler: 'compute',
    compatible: ['MixinCLIHandler', 'MixinContractMetadata'],
    options: [option('strict_mode', true, 'every failed check ends the node')],
    aliases: ['ErrorHandling'],
  },
  {
    name: 'MixinValidation',
    category: 'reliability',
    status: 'planned',
    description:
      'Validates what comes in before it is worked on: types, required fields, ranges and formats against the input model or schema, with uniform error messages.',
    wanted:
      'For request bodies and payloads at API endpoints, input contracts of nodes, user input and forms, records before they are written to a database, data quality checks in pipelines, business rules.',
    keywords:
      'validate validation validating validator check verify input payload request schema contract parameters fields types strict type checking format constraint rule quality reject invalid malformed data error messages integrity',
    topics: ['validate', 'validation', 'input validation', 'schema validation'],
    compatible: ['MixinLogging', 'MixinSecurity', 'MixinHealthCheck', 'MixinCaching', 'MixinEventBus'],
    conflicts: ['MixinRetry'],
    options: [
      option('enable_fail_fast', true, 'stop at the first invalid value'),
      option('strict_type_checking', true, 'no silent conversion between types'),
    ],
    alternatives: [
      { name: 'MixinFailFast', import_path: 'omnibase_core.mixins.mixin_fail_fast' },
      {
        name: 'ModelValidationSubcontract',
        import_path: 'omnibase_core.models.contracts.subcontracts.model_validation_subcontract',
      },
    ],
  },
];
