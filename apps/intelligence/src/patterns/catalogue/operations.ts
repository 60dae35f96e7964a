import { list, type Pattern } from './pattern';
import { AUTH, HANDLER_ROUTING, HEALTH, REDACTION } from './sketches/operations';

/** Running, guarding and wiring nodes. */
export const OPERATIONS: readonly Pattern[] = [
  {
    id: 'health-introspection',
    name: 'Health, metrics and introspection',
    kinds: ['effect', 'orchestrator', 'reducer', 'compute'],
    description: 'Report whether a node is alive and ready, how much it does and what it offers.',
    intent:
      'Let operators and schedulers monitor: liveness, readiness, counters, latencies, capabilities, degraded dependencies.',
    examples: [
      'Kubernetes readiness endpoint with the state of each dependency',
      'Publish how many requests were served and how long they took',
      'Self-test at start and a summary of versions, contracts and features',
      'Detect that a component is stalled or unreachable and say so',
    ],
    whenToUse: 'The node runs as a service that others watch, restart or discover.',
    whenNotToUse: 'A library function without a process of its own.',
    keywords: list(
      'health healthcheck liveness readiness alive ready metrics metric prometheus counter gauge latency monitoring observability introspection introspect capability status_report probe degraded uptime heartbeat diagnostics load_balancer',
    ),
    capabilities: list('health probe ping introspect report measure monitor'),
    mixins: ['MixinHealthCheck', 'MixinMetrics', 'MixinDiscoveryResponder'],
    related: ['circuit-breaker', 'observer', 'polling'],
    complements: ['timeout'],
    sketch: HEALTH,
  },
  {
    id: 'auth',
    name: 'Authentication and authorisation',
    kinds: ['effect', 'compute'],
    description: 'Establish who is calling from a token or credentials, and whether the role may do what is asked.',
    intent: 'Login, verify signatures and expiry, check permissions, roles and membership before anything happens.',
    examples: [
      'Requests without a valid session cookie are turned away',
      'Maintainers can release, contributors cannot',
      'Issue, refresh and revoke access for people and machines',
      'Who is this and what are they entitled to',
    ],
    whenToUse: 'An operation is not for everybody, or must be attributed to somebody.',
    whenNotToUse: 'A gateway in front has done it already and the node trusts nobody else.',
    keywords: list(
      'auth authentication authenticate authorization authorisation authorize login password token bearer jwt oauth role permission access_control credential identity signature session user group member allowed rbac second_factor',
    ),
    capabilities: list('authenticate authorize login logout verify grant revoke'),
    mixins: ['MixinSensitiveFieldRedaction', 'MixinFailFast'],
    related: ['redaction', 'validation', 'rate-limit'],
    complements: ['rate-limit', 'redaction'],
    sketch: AUTH,
  },
  {
    id: 'redaction',
    name: 'Redaction',
    kinds: ['compute', 'effect'],
    description: 'Replace secrets and personal data in a value before it is logged, stored or sent on.',
    intent: 'Mask, scrub or anonymise sensitive fields such as passwords, keys, mail addresses and card numbers.',
    examples: [
      'Strip tokens out of captured output',
      'People must not be identifiable in exported transcripts',
      'Hide confidential values in error messages and dashboards',
      'Replace names, phone numbers and addresses by placeholders',
    ],
    whenToUse: 'Content written by users or services reaches logs, traces, prompts or dead letters.',
    whenNotToUse: 'The receiver needs the real value (encrypt it), or it should not have been collected.',
    keywords: list(
      'redact redaction mask masking scrub sanitise sanitize anonymise anonymize pseudonymise secret password api_key credential pii personal_data sensitive private email card_number log hide black_out gdpr privacy leak',
    ),
    capabilities: list('redact mask sanitize anonymize scrub'),
    mixins: ['MixinSensitiveFieldRedaction'],
    related: ['auth', 'transformation', 'dead-letter-queue'],
    complements: [],
    sketch: REDACTION,
  },
  {
    id: 'handler-routing',
    name: 'Handler routing (thin node)',
    kinds: ['effect', 'compute', 'reducer', 'orchestrator'],
    description: 'Keep the node an empty shell: the contract says which handler takes which operation or event.',
    intent: 'Dispatch or delegate by type or operation name to registered functions, declaratively.',
    examples: [
      'Node without own code; operations are mapped to modules in the contract',
      'Send each command to the function responsible for it',
      'Entry point that forwards a request to the matching skill or agent',
      'Table from message type to code',
    ],
    whenToUse: 'Several operations share a node, and logic should be testable without it.',
    whenNotToUse: 'There is one operation only, and the era of the project is imperative.',
    keywords: list(
      'handler routing route router dispatch dispatcher delegate declarative contract-driven yaml thin shell registry_of_handlers operation event_type command lookup handle_by_type skill invocation',
    ),
    capabilities: list('route dispatch delegate handle'),
    mixins: ['MixinHandlerRouting', 'MixinContractMetadata'],
    related: ['strategy', 'message-consumer', 'orchestration'],
    complements: [],
    sketch: HANDLER_ROUTING,
  },
];
