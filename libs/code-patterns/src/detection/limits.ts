import { type CallItem, lastName } from '#code-model';
import type { Facts } from './facts';
import { sign, type Sign } from './feature';
import { scopeOf } from './scopes';

/** Tokens that come back with time. */
export function* refilledTokens(facts: Facts): Iterable<Sign> {
  const bucket = [...facts.named('refill'), ...facts.named('capacity', 'member'), ...facts.named('bucket')];
  const scopes = new Set(bucket.map(({ item }) => scopeOf(item)));
  for (const { at, name, item } of facts.named('tokens', 'member', 'target')) {
    if (/^_?(?:available_)?tokens$|tokens_per/.test(name) && scopes.has(scopeOf(item))) yield sign(at, name);
  }
}

/** Methods of something and functions in lower case: not the constructors of models that hold a number. */
export function* timeoutArguments(facts: Facts): Iterable<Sign> {
  for (const { name, at, item } of facts.named('timeout', 'keyword')) {
    if (item.kind !== 'call' || !/^timeout(?:_s|_seconds|_sec|_ms)?$/.test(name)) continue;
    if (/^[a-z_]/.test(lastName(item.callee)) && isNotNone(item, name)) yield sign(at, `${item.callee}(${name}=…)`);
  }
}

function isNotNone({ arguments: given }: CallItem, keyword: string): boolean {
  return given.some(({ name, value }) => name === keyword && value.kind !== 'none');
}
