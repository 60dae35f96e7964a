import { type Code, complexityOf, type FunctionItem, isConstructor, methodsOf } from '#code-model';
import type { Finding, Subject } from '../rule';
import { givenParameters } from './parameters';

const MOST_ELIFS = 5;
const MOST_PARAMETERS = 5;
const MOST_METHODS = 10;
const MOST_LINES = 50;
const MOST_NESTING = 4;
const MOST_PATHS = 10;

/** What is larger than one reads at once. */
export function* sizes({ code }: Subject): Iterable<Finding> {
  for (const item of code.all('if')) {
    const elifs = item.children.filter(({ kind }) => kind === 'elif').length;
    if (elifs <= MOST_ELIFS) continue;
    const at = { start: item.start, end: item.start + 'if'.length };
    yield { at, message: `A chain of ${elifs} elif`, detail: 'elif' };
  }
  for (const item of code.all('class')) {
    const count = methodsOf(item).length;
    if (count <= MOST_METHODS) continue;
    yield { at: item.nameSpan, message: `\`${item.name}\` has ${count} methods`, detail: 'methods' };
  }
  for (const item of code.all('function')) yield* sizesOf(item, code);
}

function* sizesOf(item: FunctionItem, code: Code): Iterable<Finding> {
  const { name, nameSpan: at } = item;
  const parameters = givenParameters(item, code).length;
  if (parameters > MOST_PARAMETERS && !isConstructor(item)) {
    yield { at, message: `\`${name}\` has ${parameters} parameters`, detail: 'parameters' };
  }
  const { line, endLine } = code.place(item);
  const lines = endLine - line + 1;
  if (lines > MOST_LINES) yield { at, message: `\`${name}\` has ${lines} lines`, detail: 'lines' };
  const { nesting, cyclomatic } = complexityOf(item);
  if (nesting > MOST_NESTING) yield { at, message: `\`${name}\` is nested ${nesting} deep`, detail: 'nesting' };
  if (cyclomatic > MOST_PATHS) {
    yield { at, message: `\`${name}\` has a cyclomatic complexity of ${cyclomatic}`, detail: 'complexity' };
  }
}
