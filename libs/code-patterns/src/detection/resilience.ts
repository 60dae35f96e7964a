import { type AssignItem, type Item, lastName, type LoopItem, within } from '#code-model';
import { setOf } from '#text';
import { inherits, named, startOf } from './common';
import type { Facts, Pause } from './facts';
import { feature, sign, type Detector, type Sign } from './feature';
import { wordsOf } from './identifiers';
import { scopeOf } from './scopes';

const CACHES = setOf('cache cached caches memo memoized redis lru');
const READS = setOf('get fetch read load lookup has find peek hget');
const WRITES = setOf('set put store save write add setex setdefault hset insert remember');

type Access = { readonly item: Item; readonly kind: 'read' | 'write'; readonly what: string };

function accesses(facts: Facts): Access[] {
  const calls = [...CACHES].flatMap((word) => facts.named(word, 'call', 'receiver'));
  const found: Access[] = calls.flatMap(({ item }) => {
    if (item.kind !== 'call') return [];
    const [verb = ''] = wordsOf(lastName(item.callee));
    const kind = READS.has(verb) ? 'read' : WRITES.has(verb) ? 'write' : undefined;
    return kind === undefined ? [] : [{ item, kind, what: item.callee }];
  });
  for (const item of facts.code.all('assign')) {
    const target = item.targets.find((one) => /(?:cache|memo)\w*\[\]$/i.test(one));
    if (target !== undefined) found.push({ item, kind: 'write', what: target });
  }
  for (const item of facts.code.all('if')) {
    if (/\bin\s+[\w.]*(?:cache|memo)\w*/i.test(item.condition.slice(0, 200)))
      found.push({ item, kind: 'read', what: item.condition });
  }
  return found;
}

/** Read, a condition, and a write, in one function. */
function* missesFilled(facts: Facts): Iterable<Sign> {
  const found = accesses(facts);
  if (found.length < 2) return;
  const conditional = new Set<Item>(facts.code.all('if').map(scopeOf));
  const writing = new Set(found.filter(({ kind }) => kind === 'write').map(({ item }) => scopeOf(item)));
  const reading = new Set(found.filter(({ kind }) => kind === 'read').map(({ item }) => scopeOf(item)));
  for (const { item, what } of found) {
    const scope = scopeOf(item);
    if (scope.kind === 'function' && conditional.has(scope) && writing.has(scope) && reading.has(scope))
      yield sign(startOf(item), what);
  }
}

const MEMOIZES = setOf('lru_cache cache cached alru_cache memoize ttl_cache');

function* memoized(facts: Facts): Iterable<Sign> {
  for (const { decorators, parameters } of facts.code.all('function')) {
    const decorator = decorators.find(({ path }) => MEMOIZES.has(lastName(path.replace(/\(\)$/, ''))));
    if (decorator !== undefined && parameters.some(({ name }) => name !== 'self' && name !== 'cls'))
      yield sign(decorator, `@${decorator.path}`);
  }
}

function* timesToLive(facts: Facts): Iterable<Sign> {
  yield* named(facts, ['ttl', 'expires', 'expiry'], /ttl|expir/i, 'keyword', 'member', 'target');
  for (const item of facts.calls(['setex', 'expire'])) yield sign(item, item.callee);
}

function isRetry({ loop, inHandler }: Pause): boolean {
  const counted = /\brange\(|attempt|retr|tries/i.test(loop.over);
  const inner = [...within(loop)];
  const handles = inner.some(({ kind }) => kind === 'handler');
  const succeeds = inner.some((item) => isExit(item) && !isInHandler(item, loop));
  return handles && ((counted && loop.loop === 'for') || ((inHandler || counted) && succeeds));
}

function isExit(item: Item): boolean {
  return item.kind === 'return' || (item.kind === 'jump' && item.jump === 'break');
}

function isInHandler(item: Item, loop: LoopItem): boolean {
  for (let at = item.parent; at !== undefined && at !== loop; at = at.parent) if (at.kind === 'handler') return true;
  return false;
}

function* retries(facts: Facts): Iterable<Sign> {
  for (const pause of facts.pauses) if (isRetry(pause)) yield sign(pause.call, 'a pause before the next attempt');
}

function* growing(facts: Facts): Iterable<Sign> {
  for (const pause of facts.pauses) {
    const text = facts.code.text(pause.call).slice(0, 200);
    if (/\*\*|backoff|jitter|attempt|Math\.pow/i.test(text) && isRetry(pause)) yield sign(pause.call, text);
  }
}

const RETRYING = setOf('tenacity backoff retrying p-retry async-retry stamina');

function* retryLibraries(facts: Facts): Iterable<Sign> {
  for (const { decorators } of facts.code.all('function')) {
    const decorator = decorators.find(({ path }) =>
      /^(?:tenacity\.)?retry(?:\(\))?$|^backoff\.on_|^with_retry|^retry_on/.test(path),
    );
    if (decorator !== undefined) yield sign(decorator, `@${decorator.path}`);
  }
  for (const item of facts.imports(RETRYING)) yield sign(item, `imports ${item.module}`);
}

function* halfOpen(facts: Facts): Iterable<Sign> {
  for (const { at, name } of facts.named('half')) if (/half_?open/i.test(name)) yield sign(at, name);
  for (const item of facts.textsLike(/^half[-_ ]open$/i)) yield sign(item, item.text);
}

const FAILURES = /(?:^|[._])\w*fail\w*$/i;

/** A member that counts failures, is compared, and is set back elsewhere than where it is made. */
function* failureCounts(facts: Facts): Iterable<Sign> {
  const assigns = facts.code
    .all('assign')
    .filter(({ targets: [name = ''] }) => name.includes('.') && FAILURES.test(name));
  if (assigns.length === 0) return;
  const reset = new Set(assigns.filter((item) => isReset(item, facts)).map(({ targets }) => targets[0]));
  const limits = facts.code
    .all('operation')
    .filter(({ operators }) => operators.some((one) => /^(?:>=?|<)$/.test(one)));
  const compared = new Set(limits.flatMap(({ operands }) => operands));
  for (const item of assigns) {
    const [name = ''] = item.targets;
    if (item.operator !== '+=' || !reset.has(name) || !compared.has(lastName(name))) continue;
    yield sign(item, `${name} counted, compared and set back`);
  }
}

function isReset(item: AssignItem, { code }: Facts): boolean {
  const scope = scopeOf(item);
  const made = scope.kind === 'function' && scope.name === '__init__';
  return !made && item.operator === '=' && item.value !== undefined && code.text(item.value) === '0';
}

const RESET_TIMES =
  /^_?(?:reset|recovery|open|cooldown)_(?:timeout|until|at|seconds|time)|closed_again_at|opened_at|failure_threshold/;

/** Living with slow, failing or greedy neighbours. */
export const RESILIENCE: readonly Detector[] = [
  {
    id: 'cache-aside',
    features: [
      feature(0.6, 'a cache is read and written in one function that has a condition', missesFilled),
      feature(0.55, 'a function with arguments whose results are cached', memoized),
      feature(0.2, 'a time to live', timesToLive),
      feature(0.5, 'MixinCaching among the bases', (facts) => inherits(facts, /^MixinCaching/)),
    ],
  },
  {
    id: 'retry-backoff',
    features: [
      feature(0.65, 'a loop over attempts with a handler and a pause, which ends on success', retries),
      feature(0.3, 'the pause grows or is jittered', growing),
      feature(0.65, 'a library or decorator that retries', retryLibraries),
      feature(0.35, 'functions *_with_retry; a retry policy', (facts) =>
        named(
          facts,
          ['retry'],
          /with_retry|^_?retry_|retry_policy|RetryPolicy/,
          'function',
          'call',
          'class',
          'keyword',
        ),
      ),
    ],
  },
  {
    id: 'circuit-breaker',
    features: [
      feature(0.55, 'a state HALF_OPEN', halfOpen),
      feature(0.45, 'failures counted on the object, compared with a limit and set back', failureCounts),
      feature(0.5, 'identifiers with circuit breaker', (facts) =>
        named(facts, ['breaker'], /circuit_?breaker/i, 'call', 'class', 'function', 'receiver', 'target'),
      ),
      feature(0.25, 'a reset time or failure threshold', (facts) =>
        named(facts, ['reset', 'recovery', 'closed', 'opened', 'threshold', 'cooldown'], RESET_TIMES),
      ),
    ],
  },
];
