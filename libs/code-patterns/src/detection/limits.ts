import { type CallItem, lastName } from '#code-model';
import { named, startOf } from './common';
import type { Facts } from './facts';
import { feature, sign, type Detector, type Sign } from './feature';
import { scopeOf } from './scopes';

function* semaphores(facts: Facts): Iterable<Sign> {
  for (const item of facts.calls(['Semaphore', 'BoundedSemaphore', 'CapacityLimiter', 'pLimit', 'PQueue']))
    yield sign(item, `${item.callee}(…)`);
}

function* boundedPools(facts: Facts): Iterable<Sign> {
  for (const item of facts.calls(['ThreadPoolExecutor', 'ProcessPoolExecutor', 'Queue'])) {
    if (item.arguments.some(({ name }) => name === 'max_workers' || name === 'maxsize'))
      yield sign(item, `${item.callee}(…)`);
  }
}

const LIMITER =
  /^(?!.*(?:Error|Exception|signal|status|info|header)).*(?:rate_?limit|throttl|token_?bucket|leaky_?bucket)/i;

/** Tokens that come back with time. */
function* refills(facts: Facts): Iterable<Sign> {
  const bucket = [...facts.named('refill'), ...facts.named('capacity', 'member'), ...facts.named('bucket')];
  const scopes = new Set(bucket.map(({ item }) => scopeOf(item)));
  for (const { at, name, item } of facts.named('tokens', 'member', 'target')) {
    if (/^_?(?:available_)?tokens$|tokens_per/.test(name) && scopes.has(scopeOf(item))) yield sign(at, name);
  }
}

const LIMITS =
  /(?:requests|calls|tokens|messages)_per_(?:second|minute|hour|day)|^_?(?:rpm|rps)(?:_limit)?$|max_(?:requests|calls)_per/i;

const WAITS = ['wait_for', 'timeout', 'timeout_at', 'fail_after', 'move_on_after'];

function* deadlines(facts: Facts): Iterable<Sign> {
  for (const item of facts.calls(WAITS))
    if (/^(?:asyncio|anyio|trio|AbortSignal|async_timeout)\.|^wait_for$|^timeout$/.test(item.callee))
      yield sign(item, `${item.callee}(…)`);
}

/** Methods of something and functions in lower case: not the constructors of models that hold a number. */
function* timeoutArguments(facts: Facts): Iterable<Sign> {
  for (const { name, at, item } of facts.named('timeout', 'keyword')) {
    if (item.kind !== 'call' || !/^timeout(?:_s|_seconds|_sec|_ms)?$/.test(name)) continue;
    if (/^[a-z_]/.test(lastName(item.callee)) && isNotNone(item, name)) yield sign(at, `${item.callee}(${name}=…)`);
  }
}

function isNotNone({ arguments: given }: CallItem, keyword: string): boolean {
  return given.some(({ name, value }) => name === keyword && value.kind !== 'none');
}

function* timeoutErrors(facts: Facts): Iterable<Sign> {
  for (const item of facts.code.all('handler'))
    if (
      item.types.some((type) =>
        /(?:^|\.)(?:Timeout(?:Error|Exception|Expired)?|ReadTimeout|ConnectTimeout)$/.test(type),
      )
    )
      yield sign(startOf(item), 'a timeout handled');
}

/** How much, how many, how long. */
export const LIMITATION: readonly Detector[] = [
  {
    id: 'bulkhead',
    features: [
      feature(0.65, 'a semaphore or capacity limiter', semaphores),
      feature(0.35, 'a queue or pool with a bound', boundedPools),
      feature(0.3, 'a limit of concurrency by name', (facts) =>
        named(facts, ['concurrent', 'concurrency'], /max_concurren|concurrency_limit|max_parallel/i),
      ),
    ],
  },
  {
    id: 'rate-limit',
    features: [
      feature(0.5, 'identifiers for a rate limit, throttle or token bucket', (facts) =>
        named(
          facts,
          ['rate', 'throttle', 'throttler', 'bucket', 'ratelimit', 'limiter'],
          LIMITER,
          'call',
          'function',
          'receiver',
          'class',
        ),
      ),
      feature(0.55, 'tokens kept beside a capacity or refill', refills),
      feature(0.35, 'a number of calls per period', (facts) => named(facts, ['per', 'rpm', 'rps'], LIMITS)),
    ],
  },
  {
    id: 'timeout',
    features: [
      feature(0.6, 'asyncio.timeout, wait_for, fail_after and the like', deadlines),
      feature(0.5, 'a timeout as an argument of a function or method', timeoutArguments),
      feature(0.3, 'a timeout handled', timeoutErrors),
    ],
  },
];
