import { type CallItem, lastName } from '#code-model';
import type { Facts } from './facts';
import { sign, type Sign } from './feature';

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
