import type { Item } from '#code-model';
import { setOf } from '#text';
import { startOf } from './common';
import type { Facts } from './facts';
import { sign, type Sign } from './feature';
import { groupBy } from './scopes';

const SECRETS = setOf(
  'password passwd secret token api_key apikey access_token authorization ssn email card_number credential credentials private_key credit_card phone client_secret',
);

/** A collection that names at least two secret fields. */
export function* secretNames(facts: Facts): Iterable<Sign> {
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
