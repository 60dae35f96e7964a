import { ownerOf, type Code } from '../code';
import type { FunctionItem, Parameter } from '../items';

export interface Coverage {
  /** How many could have it. */
  readonly possible: number;
  readonly present: number;
}

/** 1 when there is nothing to cover. */
export function share({ possible, present }: Coverage): number {
  return possible === 0 ? 1 : present / possible;
}

/** Docstrings of the module, of classes and of functions; private ones and functions inside functions need none. */
export function docstringCoverage(code: Code): Coverage {
  const documented = [
    code.module,
    ...code.all('class').filter(({ name }) => isPublic(name)),
    ...code.all('function').filter((item) => isPublic(item.name) && item.parent?.kind !== 'function'),
  ].filter(({ statements, kind }) => kind !== 'module' || statements.length > 0);
  return { possible: documented.length, present: documented.filter(({ docstring }) => docstring !== undefined).length };
}

/** Annotations of parameters (but `self`, `cls`) and results. */
export function annotationCoverage(code: Code): Coverage {
  let possible = 0;
  let present = 0;
  for (const item of code.all('function')) {
    const parameters = annotatable(item);
    possible += parameters.length + 1;
    present += parameters.filter(({ annotation }) => annotation !== undefined).length;
    present += item.returns !== undefined || CONSTRUCTORS.has(item.name) ? 1 : 0;
  }
  return { possible, present };
}

/** What they return is known. */
const CONSTRUCTORS: ReadonlySet<string> = new Set(['__init__', 'constructor']);

export function annotatable(item: FunctionItem): readonly Parameter[] {
  const [first] = item.parameters;
  const receives = ownerOf(item) !== undefined && (first?.name === 'self' || first?.name === 'cls');
  return receives ? item.parameters.slice(1) : item.parameters;
}

function isPublic(name: string): boolean {
  return !name.startsWith('_');
}
