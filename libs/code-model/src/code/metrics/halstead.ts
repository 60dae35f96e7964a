import type { Code } from '../code';
import type { Item } from '../items';

/**
 * Halstead's volume of a source: V = (N1 + N2) × log2(h1 + h2), from all and from distinct operators and operands
 * (Halstead, Elements of Software Science, 1977). As radon counts: operators are arithmetic, comparisons, booleans,
 * negations and augmented assignments; operands of different functions are different.
 */
export function halsteadVolume(code: Code): number {
  const seen = { operators: new Set<string>(), operands: new Set<string>() };
  let length = 0;
  const count = (operators: readonly string[], operands: readonly string[], context: string): void => {
    length += operators.length + operands.length;
    for (const operator of operators) seen.operators.add(operator);
    for (const operand of operands) seen.operands.add(`${context} ${operand}`);
  };
  const visit = (item: Item, context: string): void => {
    const inside = item.kind === 'function' ? item.name : context;
    if (item.kind === 'operation') count(item.operators, item.operands, context);
    else if (item.kind === 'boolean') count([item.operator], item.names, context);
    else if (item.kind === 'assign' && item.operator.length > 1 && item.operator !== ':=') {
      count([item.operator.slice(0, -1)], [item.targets[0] ?? '', item.value?.path ?? ''], context);
    }
    for (const child of item.children) visit(child, inside);
  };
  visit(code.module, '');
  const vocabulary = seen.operators.size + seen.operands.size;
  return vocabulary === 0 ? 0 : length * Math.log2(vocabulary);
}
