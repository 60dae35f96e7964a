/**
 * Names that every object has. No page has a property or a parameter of such a name, and libraries take them for known
 * or drop them without a word.
 */
export function isReservedName(name: string): boolean {
  return name in Object.prototype || name === 'prototype';
}

/** The first such name in a value parsed from JSON, at whatever depth. */
export function reservedNameIn(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const own = Array.isArray(value) ? undefined : Object.keys(value).find(isReservedName);
  if (own !== undefined) return own;
  for (const inner of Object.values(value) as unknown[]) {
    const found = reservedNameIn(inner);
    if (found !== undefined) return found;
  }
  return undefined;
}
