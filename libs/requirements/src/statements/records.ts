import { type Field, fieldOf, isCertain, isMetadata } from '../document/fields';
import type { Block } from '../document/outline';

/**
 * The blocks that are fields of a requirement ("Priority: High"), by index. A label alone proves nothing ("Notes: …" may be
 * a feature): its value must be of the label's kind, or fields of other names must stand beside it.
 */
export function recordFields(blocks: readonly Block[]): Map<number, Field> {
  const groups = new Map<string, [number, Field][]>();
  blocks.forEach((block, index) => {
    const field = block.type === 'row' || block.type === 'gherkin' ? null : fieldOf(block.text);
    if (field === null || !isMetadata(field)) return;
    const key = `${block.section}/${block.parent}`;
    groups.set(key, [...(groups.get(key) ?? []), [index, field]]);
  });
  return new Map([...groups.values()].flatMap(held));
}

function held(group: readonly [number, Field][]): [number, Field][] {
  const names = new Set(group.map(([, { name }]) => name));
  const record = names.size > 1 && group.some(([, field]) => isCertain(field));
  return group.filter(([, field]) => record || isCertain(field));
}
