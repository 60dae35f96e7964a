/** What readers of requests do to a field that is text; anything else is left for the check to refuse. */

export function lowered(value: unknown): unknown {
  return typeof value === 'string' ? value.toLowerCase() : value;
}

/** `EFFECT`, `NodeEffect` and `effect` are one node type; the newer `EFFECT_GENERIC` too (code-intelligence B.1). */
export function nodeType(name: unknown): unknown {
  if (typeof name !== 'string') return name ?? undefined;
  return name
    .toLowerCase()
    .replace(/^node_?/, '')
    .replace(/_generic$/, '');
}
