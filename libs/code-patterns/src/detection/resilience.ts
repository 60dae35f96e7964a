import { type AssignItem, type Item, lastName, type LoopItem, within } from '#code-model';
import { setOf } from '#text';
import { startOf } from './common';
import type { Facts, Pause } from './facts';
import { sign, type Sign } from './feature';
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
export function* missesFilled(facts: Facts): Iterable<Sign> {
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

export function* retries(facts: Facts): Iterable<Sign> {
  for (const pause of facts.pauses) if (isRetry(pause)) yield sign(pause.call, 'a pause before the next attempt');
}

export function* growingPauses(facts: Facts): Iterable<Sign> {
  for (const pause of facts.pauses) {
    const text = facts.code.text(pause.call).slice(0, 200);
    if (/\*\*|backoff|jitter|attempt|Math\.pow/i.test(text) && isRetry(pause)) yield sign(pause.call, text);
  }
}

const FAILURES = /(?:^|[._])\w*fail\w*$/i;

/** A member that counts failures, is compared, and is set back elsewhere than where it is made. */
export function* failureCounts(facts: Facts): Iterable<Sign> {
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
