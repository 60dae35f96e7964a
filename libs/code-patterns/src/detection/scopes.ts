import type { Item } from '#code-model';

/** The nearest item of a kind around an item in the same function. */
export function inside<K extends 'comprehension' | 'function' | 'handler' | 'loop'>(
  item: Item,
  kind: K,
): Extract<Item, { kind: K }> | undefined {
  for (let at = item.parent; at !== undefined; at = at.parent) {
    if (at.kind === kind) return at as Extract<Item, { kind: K }>;
    if (at.kind === 'function' || at.kind === 'class') return undefined;
  }
  return undefined;
}

export function isHandled(item: Item, loop: Item): boolean {
  for (let at = item.parent; at !== undefined && at !== loop; at = at.parent) if (at.kind === 'handler') return true;
  return false;
}

/** The function an item runs in, or the module. */
export function scopeOf(item: Item): Item {
  let at = item;
  while (at.parent !== undefined && (at === item || at.kind !== 'function')) at = at.parent;
  return at;
}

/** `items` by what they have in common, in the order of their first. */
export function groupBy<K, T>(items: Iterable<T>, keyOf: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const like = groups.get(key);
    if (like === undefined) groups.set(key, [item]);
    else like.push(item);
  }
  return groups;
}

/** `items` by the function they run in. */
export function byScope<T extends Item>(items: Iterable<T>): Map<Item, T[]> {
  return groupBy(items, scopeOf);
}
