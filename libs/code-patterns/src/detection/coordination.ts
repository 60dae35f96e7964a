import { type CallItem, type Item, lastName, runsIn, within } from '#code-model';
import { setOf } from '#text';
import { named, startOf } from './common';
import type { Facts } from './facts';
import { feature, sign, type Detector, type Sign } from './feature';
import { receiverOf, wordsOf } from './identifiers';
import { handlerAround, inside, scopeOf } from './scopes';

const UNDO = setOf('compensate undo rollback revert');

/** `for step in reversed(done):` where something has failed. */
function* reversals(facts: Facts): Iterable<Sign> {
  for (const item of facts.calls(['reversed', 'toReversed'])) {
    const loop = item.parent?.kind === 'loop' ? item.parent : undefined;
    const scope = scopeOf(item);
    const undoing = scope.kind === 'function' && wordsOf(scope.name).some((word) => UNDO.has(word));
    if (loop !== undefined && (handlerAround(item) !== undefined || undoing))
      yield sign(startOf(loop), `backwards over ${loop.over}`);
  }
}

function* compensations(facts: Facts): Iterable<Sign> {
  for (const { name, at } of [
    ...facts.named('compensate'),
    ...facts.named('compensation'),
    ...facts.named('compensating'),
  ])
    yield sign(at, name);
}

/** `undo_x` beside `do_x`. */
function* pairs(facts: Facts): Iterable<Sign> {
  const undoing = facts.functionsTo(UNDO);
  if (undoing.length === 0) return;
  const others = facts.functions.filter(({ words }) => !UNDO.has(words[0] ?? ''));
  const nouns = new Set(others.map(({ words }) => words.slice(1).join(' ')));
  nouns.delete('');
  for (const { item, words } of undoing) {
    if (nouns.has(words.slice(1).join(' '))) yield sign(item.nameSpan, `${item.name} undoes its twin`);
  }
}

const SHUTDOWN = /stop|shut|close|clean|cancel|exit|teardown|drain/i;

function isMany({ arguments: [first, second] }: CallItem): boolean {
  return first !== undefined && (first.spread || second !== undefined);
}

function* gathers(facts: Facts): Iterable<Sign> {
  const calls = facts.calls(['gather', 'as_completed', 'create_task_group', 'TaskGroup', 'all', 'allSettled', 'any']);
  for (const item of calls) {
    const scope = scopeOf(item);
    if (scope.kind === 'function' && SHUTDOWN.test(scope.name)) continue;
    const name = lastName(item.callee);
    const promise = /^Promise\.(?:all|allSettled|any)$/.test(item.callee);
    if (
      promise ||
      (name === 'gather' && isMany(item)) ||
      (item.callee.includes('.') && /TaskGroup|task_group|as_completed/.test(name))
    )
      yield sign(item, `${item.callee}(…)`);
    else if (item.callee === 'as_completed') yield sign(item, `${item.callee}(…)`);
  }
}

/** Tasks made in a loop or comprehension and waited for together. */
function* taskLists(facts: Facts): Iterable<Sign> {
  const waits = new Set(facts.calls(['wait', 'gather', 'as_completed', 'TaskGroup']).map(scopeOf));
  for (const item of facts.calls(['create_task', 'submit', 'start_soon', 'ensure_future'])) {
    const many = inside(item, 'loop') !== undefined || inComprehension(item);
    if (many && waits.has(scopeOf(item))) yield sign(item, `${item.callee} for each`);
  }
}

function inComprehension(item: Item): boolean {
  for (let at = item.parent; at !== undefined && at.kind !== 'function'; at = at.parent)
    if (at.kind === 'comprehension') return true;
  return false;
}

function* tolerated(facts: Facts): Iterable<Sign> {
  for (const item of facts.calls(['gather'])) {
    const scope = scopeOf(item);
    if (scope.kind === 'function' && SHUTDOWN.test(scope.name)) continue;
    if (item.arguments.some(({ name }) => name === 'return_exceptions')) yield sign(item, 'return_exceptions');
  }
}

const PENDING = /(?:pending|waiters|futures|inflight|in_flight|replies)\w*(?:\[\])?$/i;

/** Futures made here and kept under a key, or completed by whoever hears the answer. */
function* futures(facts: Facts): Iterable<Sign> {
  for (const item of facts.calls(['create_future', 'Future', 'withResolvers'])) yield sign(item, `${item.callee}(…)`);
}

function* pendingMaps(facts: Facts): Iterable<Sign> {
  for (const item of facts.code.all('assign')) {
    const [target = ''] = item.targets;
    if (target.endsWith('[]') && PENDING.test(target)) yield sign(item, `kept in ${target}`);
  }
  for (const item of facts.calls(['pop']))
    if (PENDING.test(receiverOf(item.callee)) && /correl|request|id/.test(item.arguments[0]?.value.path ?? ''))
      yield sign(item, item.callee);
}

const SENDS = ['send', 'publish', 'produce', 'emit', 'request'];

/** Sends with a correlation id in the same function that awaits something which is no call: a future. */
function* awaitedReplies(facts: Facts): Iterable<Sign> {
  const waits = facts.code.all('await').filter(({ children }) => children.every(({ kind }) => kind !== 'call'));
  if (waits.length === 0) return;
  const sends = new Set(SENDS.flatMap((word) => facts.named(word, 'call').map(({ item }) => scopeOf(item))));
  const correlated = new Set(facts.named('correlation').map(({ item }) => scopeOf(item)));
  for (const item of waits) {
    const scope = scopeOf(item);
    if (sends.has(scope) && correlated.has(scope) && runsIn(item, scope)) yield sign(item, 'waits for the reply');
  }
}

const REPLY =
  /^_?(?:wait_for|await)_(?:reply|response|answer)|request_reply|request_response|^rpc_call$|reply_to(?:pic)?$|response_topic|replyTo/;

const OWNS = setOf('acquire renew release claim');
const LEASE = /lease|mutex|(?:^|_)r?lock(?:_|$)|advisory|fencing|leader_?elect/i;

/** Taken, and given back or renewed, on one thing that is called a lock or a lease, or with a renewal in between. */
function* leases(facts: Facts): Iterable<Sign> {
  const renewed = new Set(facts.calls(['renew', 'extend', 'heartbeat', 'refresh']).map((call) => scopeOf(call)));
  const released = new Set(facts.calls(['release', 'unlock']).map(scopeOf));
  for (const item of facts.calls(['acquire', 'lock', 'try_acquire'])) {
    const scope = scopeOf(item);
    const isLease = /lease|distributed|leader|advisory|redis/i.test(item.callee);
    if (isLease || (renewed.has(scope) && released.has(scope))) yield sign(item, item.callee);
  }
  for (const { item } of facts.functionsTo(OWNS)) {
    if (LEASE.test(item.name)) yield sign(item.nameSpan, `function ${item.name}`);
  }
}

function* databaseLocks(facts: Facts): Iterable<Sign> {
  for (const item of facts.textsLike(/pg_(?:try_)?advisory_(?:xact_)?lock|\bFOR\s+UPDATE\b|\bSKIP\s+LOCKED\b/i))
    yield sign(startOf(item), 'a lock in the database');
  for (const item of facts.calls(['set']))
    if (item.arguments.some(({ name }) => name === 'nx')) yield sign(item, 'set if absent');
  for (const item of facts.calls(['flock', 'lockf', 'FileLock', 'InterProcessLock'])) yield sign(item, item.callee);
}

function* pollingLoops(facts: Facts): Iterable<Sign> {
  for (const pause of facts.pauses) {
    const { call, loop, inHandler } = pause;
    if (inHandler || /attempt|retr|tries/i.test(loop.over) || /backoff/.test(facts.code.text(call))) continue;
    if (loop.loop === 'while' ? doesSomething(loop, call) : loop.over.startsWith('range(') && endsEarly(loop))
      yield sign(call, 'a pause between rounds');
  }
  for (const item of facts.calls(['setInterval'])) yield sign(item, 'setInterval');
}

function doesSomething(loop: Item, pause: CallItem): boolean {
  for (const item of within(loop)) if (item.kind === 'call' && item !== pause) return true;
  return false;
}

/** It leaves in the middle, and not out of a `try`: that would be a retry. */
function endsEarly(loop: Item): boolean {
  let leaves = false;
  for (const item of within(loop)) {
    if (item.kind === 'handler') return false;
    if (item.kind === 'return' || (item.kind === 'jump' && item.jump === 'break')) leaves = true;
  }
  return leaves;
}

function* intervals(facts: Facts): Iterable<Sign> {
  for (const { call } of facts.pauses)
    if (/interval|poll|period|every/i.test(call.arguments[0]?.value.path ?? ''))
      yield sign(call, call.arguments[0]?.value.path ?? '');
}

/** Who waits for whom, and who may go. */
export const COORDINATION: readonly Detector[] = [
  {
    id: 'saga-compensation',
    features: [
      feature(0.7, 'a loop over reversed(…) in a handler or a function that undoes', reversals),
      feature(0.55, 'identifiers with compensate or compensation', compensations),
      feature(0.4, 'functions undo_x, rollback_x or compensate_x beside another function for x', pairs),
    ],
  },
  {
    id: 'fan-out-fan-in',
    features: [
      feature(0.65, 'gather over several, TaskGroup, as_completed, Promise.all; not while shutting down', gathers),
      feature(0.5, 'tasks made in a loop and waited for together', taskLists),
      feature(0.2, 'return_exceptions', tolerated),
    ],
  },
  {
    id: 'request-reply',
    features: [
      feature(0.35, 'a future made by hand', futures),
      feature(0.4, 'an entry of a dictionary of pending requests', pendingMaps),
      feature(
        0.55,
        'a message is sent with a correlation id, and something that is no call is awaited in the same function',
        awaitedReplies,
      ),
      feature(0.4, 'functions or members for a reply: wait_for_reply, reply_topic', (facts) =>
        named(facts, ['reply', 'response', 'rpc', 'answer'], REPLY, 'function', 'call', 'keyword'),
      ),
    ],
  },
  {
    id: 'lease-lock',
    features: [
      feature(0.6, 'acquire, renew and release of one thing, or of something called a lease', leases),
      feature(0.5, 'a lock of the database, of files, or set if absent', databaseLocks),
      feature(0.35, 'a fencing token or an owner of a lease', (facts) =>
        named(facts, ['fencing', 'lease'], /fencing|lease_(?:id|owner|token|seconds|ttl)/),
      ),
    ],
  },
  {
    id: 'polling',
    features: [
      feature(0.6, 'a loop with a pause that is no retry', pollingLoops),
      feature(0.3, 'the pause is called an interval', intervals),
      feature(0.35, 'functions poll_*, *_loop, watch_*', (facts) =>
        named(facts, ['poll', 'polling', 'loop', 'watch'], /^_?poll|_loop$|^_?watch_/, 'function'),
      ),
    ],
  },
];
