import type { Code } from './code';
import type { Item, ItemOf, Kind } from './items';

/** One line per item: depth, kind and what tells it from others. */
export function outlineOf(code: Code): string[] {
  const lines: string[] = [];
  const show = (item: Item, depth: number): void => {
    lines.push(`${'  '.repeat(depth)}${item.kind} ${detail(item)}`.trimEnd());
    for (const child of item.children) show(child, depth + 1);
  };
  for (const item of code.module.children) show(item, 0);
  return lines;
}

const params = (names: readonly { name: string }[]): string => names.map(({ name }) => name).join(', ');

const DETAILS: { readonly [K in Kind]?: (item: ItemOf<K>) => string } = {
  import: ({ level, module, name = '', alias = '', typeOnly }) =>
    `${'.'.repeat(level)}${module} ${name} ${alias}`.trim() + (typeOnly ? ' typing' : ''),
  class: ({ name, bases, statements }) => `${name}(${bases.join(', ')}) [${statements.join(' ')}]`,
  function: ({ async, name, parameters, returns = '', statements }) =>
    `${async ? 'async ' : ''}${name}(${params(parameters)}) -> ${returns} [${statements.join(' ')}]`,
  assign: ({ targets, operator, value }) =>
    `${targets.join(', ')} ${operator} ${value?.kind ?? ''} ${value?.path ?? ''}`,
  call: ({ callee, arguments: given, awaited }) =>
    `${callee}(${given.map(({ name, value }) => (name ? `${name}=` : '') + value.kind).join(', ')})${awaited ? ' awaited' : ''}`,
  member: ({ path }) => path,
  raise: ({ type = 'again', cause }) => `${type}${cause ? ' from' : ''}`,
  handler: ({ types, name = '', statements }) => `${types.join(', ')} as ${name} [${statements.join(' ')}]`,
  string: ({ text, docstring }) => JSON.stringify(text) + (docstring ? ' doc' : ''),
  annotation: ({ of, text }) => `${of} ${text}`,
  boolean: ({ operator, operands }) => `${operator} ${operands}`,
  operation: ({ operators }) => operators.join(' '),
  comprehension: ({ loops, conditions }) => `${loops} ${conditions}`,
};

function detail(item: Item): string {
  const show = DETAILS[item.kind] as ((item: Item) => string) | undefined;
  return show?.(item) ?? '';
}
