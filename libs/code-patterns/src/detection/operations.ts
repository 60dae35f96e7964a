import type { Item } from '#code-model';
import { setOf } from '#text';
import { imports, inherits, named, startOf } from './common';
import type { Facts } from './facts';
import { feature, sign, type Detector, type Sign } from './feature';
import { groupBy } from './scopes';

const HEALTH =
  /^_?(?:async_)?(?:health_?check|check_health|get_health\w*|is_healthy|is_ready|is_alive|readiness\w*|liveness\w*|get_metrics|collect_metrics|introspect\w*|get_introspection\w*|get_capabilities|healthCheck)$/;

function* healthFunctions(facts: Facts): Iterable<Sign> {
  yield* named(
    facts,
    [
      'health',
      'healthcheck',
      'healthy',
      'ready',
      'alive',
      'readiness',
      'liveness',
      'metrics',
      'introspect',
      'introspection',
      'capabilities',
    ],
    HEALTH,
    'function',
  );
}

const METRICS = setOf('prometheus_client prom-client opentelemetry statsd');

function* instruments(facts: Facts): Iterable<Sign> {
  const imported = facts.imports(METRICS);
  for (const item of imported) yield sign(item, `imports ${item.module}`);
  for (const item of facts.calls([
    'increment_counter',
    'record_metric',
    'observe',
    'set_gauge',
    'record_histogram',
    'create_counter',
  ]))
    yield sign(item, `${item.callee}(…)`);
}

function* probes(facts: Facts): Iterable<Sign> {
  for (const item of facts.calls(['health_check', 'ping', 'healthcheck', 'check_health', 'is_healthy']))
    if (item.callee.includes('.')) yield sign(item, `${item.callee}(…)`);
}

const TOKENS = setOf('jwt jose authlib passlib itsdangerous jsonwebtoken passport');
const AUTHS =
  /^_?(?:authenticate|authorize|authorise|verify_(?:token|signature|jwt|password|credentials|api_key)|check_(?:permission|permissions|access|role|scope)|require_(?:role|scope|auth|permission)|has_permission|is_authorized|login|decode_token|verifyToken|validate_token)/;
const RIGHTS =
  /\b(?:not\s+)?in\s+[\w.]*(?:roles|groups|scopes|permissions|allowed_users|claims)\b|\.(?:role|scope)\s*(?:!=|==|not in|in)\s/;

function* authFunctions(facts: Facts): Iterable<Sign> {
  yield* named(
    facts,
    [
      'authenticate',
      'authorize',
      'authorise',
      'authorized',
      'verify',
      'check',
      'require',
      'permission',
      'login',
      'decode',
      'validate',
    ],
    AUTHS,
    'function',
  );
}

function* rights(facts: Facts): Iterable<Sign> {
  for (const item of [...facts.code.all('if'), ...facts.code.all('elif')])
    if (RIGHTS.test(item.condition.slice(0, 300))) yield sign(startOf(item), item.condition);
}

function* refusals(facts: Facts): Iterable<Sign> {
  for (const item of facts.code.all('member'))
    if (/\.(?:AUTHENTICATION|AUTHORIZATION|PERMISSION|UNAUTHORIZED|FORBIDDEN)(?:_\w+)?$/.test(item.path))
      yield sign(item, item.path);
  for (const item of facts.code.all('raise'))
    if (/^(?:PermissionError|\w*Auth(?:entication|orization)Error|PermissionDenied)$/.test(item.type ?? ''))
      yield sign(item, `raise ${item.type ?? ''}`);
}

function* signatures(facts: Facts): Iterable<Sign> {
  for (const item of facts.calls(['compare_digest', 'checkpw', 'timingSafeEqual', 'verify_signature']))
    yield sign(item, `${item.callee}(…)`);
  for (const item of facts.calls(['decode', 'verify']))
    if (/(?:jwt|token|signature|verify_key|public_key)\w*\.(?:decode|verify)$/i.test(item.callee))
      yield sign(item, `${item.callee}(…)`);
}

const REDACTS =
  /^_?(?:redact|mask|scrub|anonymi[sz]e|pseudonymi[sz]e|obfuscate)(?:_|$|[A-Z])|redact|^_?sanitize_(?:error|log|secret|message|dsn|url|exception|credentials|output)/i;
const REDACTED = /\[?redacted\]?$|^\*{3,}$|^<(?:redacted|hidden|masked)[^>]*>$/i;
const SECRETS = setOf(
  'password passwd secret token api_key apikey access_token authorization ssn email card_number credential credentials private_key credit_card phone client_secret',
);

/** A collection that names at least two secret fields. */
function* secretNames(facts: Facts): Iterable<Sign> {
  const names = facts.texts.filter(({ text }) => text.length < 40 && SECRETS.has(text.toLowerCase()));
  for (const [item, texts] of groupBy(names, ({ parent }) => parent)) {
    if (item === undefined || !isCollection(item) || texts.length < 2) continue;
    const some = texts.slice(0, 4).map(({ text }) => text);
    yield sign(startOf(item), `fields ${some.join(', ')}`);
  }
}

function isCollection(item: Item): boolean {
  const value = item.kind === 'assign' ? item.value?.kind : undefined;
  if (item.kind === 'call') return /^(?:frozenset|set|tuple|Set)$/.test(item.callee);
  return value === 'set' || value === 'list' || value === 'tuple';
}

/** Running, guarding and wiring nodes. */
export const OPERATIONS: readonly Detector[] = [
  {
    id: 'health-introspection',
    features: [
      feature(0.6, 'functions health_check, is_ready, get_metrics, introspect and the like', healthFunctions),
      feature(0.55, 'MixinHealthCheck, MixinMetrics or introspection among the bases', (facts) =>
        inherits(facts, /^Mixin(?:HealthCheck|Metrics|\w*Introspection\w*|DiscoveryResponder)$/),
      ),
      feature(0.5, 'a library of metrics, or metrics recorded', instruments),
      feature(0.3, 'somebody else’s health asked for', probes),
    ],
  },
  {
    id: 'auth',
    features: [
      feature(0.5, 'a library of tokens or passwords imported', (facts) => imports(facts, TOKENS)),
      feature(0.55, 'functions authenticate, verify_token, check_permission and the like', authFunctions),
      feature(0.45, 'roles, groups, scopes or permissions in a condition', rights),
      feature(0.3, 'a refusal for want of identity or permission', refusals),
      feature(0.5, 'tokens decoded, digests compared', signatures),
    ],
  },
  {
    id: 'redaction',
    features: [
      feature(0.55, 'functions redact_*, mask_*, scrub_*, sanitize_error_*', (facts) =>
        named(
          facts,
          [
            'redact',
            'redacted',
            'redaction',
            'redactor',
            'mask',
            'scrub',
            'anonymize',
            'anonymise',
            'pseudonymize',
            'obfuscate',
            'sanitize',
          ],
          REDACTS,
          'function',
          'call',
        ),
      ),
      feature(0.45, 'a placeholder such as [redacted]', (facts) =>
        facts.textsLike(REDACTED).map((item) => sign(item, item.text)),
      ),
      feature(0.3, 'two names of secret fields in one collection', secretNames),
      feature(0.5, 'MixinSensitiveFieldRedaction among the bases', (facts) => inherits(facts, /Redaction/)),
    ],
  },
];
