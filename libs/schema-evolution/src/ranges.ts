import { numberOf, typesOf } from './keywords';
import type { SchemaNode } from './schema-node';

/** The numbers that satisfy a list of schemas. Bounds of whole numbers are whole and included. */
export interface Range {
  readonly low: number;
  readonly lowOpen: boolean;
  readonly high: number;
  readonly highOpen: boolean;
  readonly whole: boolean;
  readonly steps: readonly number[];
}

export function rangeOf(nodes: readonly SchemaNode[]): Range {
  const found = (name: string) => nodes.map((node) => numberOf(node, name)).filter((value) => value !== undefined);
  const [low, lowExcluded] = [
    Math.max(-Infinity, ...found('minimum')),
    Math.max(-Infinity, ...found('exclusiveMinimum')),
  ];
  const [high, highExcluded] = [
    Math.min(Infinity, ...found('maximum')),
    Math.min(Infinity, ...found('exclusiveMaximum')),
  ];
  const steps = found('multipleOf');
  const range = {
    low: Math.max(low, lowExcluded),
    lowOpen: lowExcluded >= low && lowExcluded !== -Infinity,
    high: Math.min(high, highExcluded),
    highOpen: highExcluded <= high && highExcluded !== Infinity,
    whole: steps.some(Number.isSafeInteger) || nodes.some(wantsWhole),
    steps,
  };
  return range.whole ? wholeRange(range) : range;
}

function wantsWhole(node: SchemaNode): boolean {
  const types = typesOf(node);
  return types !== undefined && types.includes('integer') && !types.includes('number');
}

function wholeRange(range: Range): Range {
  const { low, lowOpen, high, highOpen } = range;
  return {
    ...range,
    low: lowOpen && Number.isInteger(low) ? low + 1 : Math.ceil(low),
    lowOpen: false,
    high: highOpen && Number.isInteger(high) ? high - 1 : Math.floor(high),
    highOpen: false,
  };
}

export function isEmptyRange({ low, lowOpen, high, highOpen }: Range): boolean {
  return low > high || (low === high && (lowOpen || highOpen));
}

/** Least and most characters, items or members. */
export interface Size {
  readonly least: number;
  readonly most: number;
}

/** What `min…` and `max…` of a list of schemas leave. */
export function sizeOf(nodes: readonly SchemaNode[], what: 'Length' | 'Items' | 'Properties'): Size {
  const found = (name: string) => nodes.map((node) => numberOf(node, name)).filter((value) => value !== undefined);
  return { least: Math.max(0, ...found(`min${what}`)), most: Math.min(Infinity, ...found(`max${what}`)) };
}
