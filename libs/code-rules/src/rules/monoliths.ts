import { around, type ClassItem, type Code, type FunctionItem, type Kind } from '#code-model';
import type { Finding, Subject } from '../rule';
import { ORCHESTRATOR_KIND, scopeOf } from './scope';

/** Lines of a class and branches of a method beyond which an orchestrator is a monolith. */
const MAX_LINES = 400;
const MAX_BRANCHES = 15;

const BRANCHES: readonly Kind[] = ['case', 'elif', 'handler', 'if', 'loop'];

/** Orchestrators, or their handlers, that are too long or have a method with too many branches. */
export function* monoliths(subject: Subject): Iterable<Finding> {
  const { code } = subject;
  const scope = scopeOf(subject, ORCHESTRATOR_KIND);
  const nodes = scope.classes.map(({ item }) => item);
  const classes = new Set(scope.all('class').filter((item) => HANDLER.test(item.name) || nodes.includes(item)));
  if (classes.size === 0) return;
  for (const item of classes) {
    const lines = linesOf(item, code);
    if (lines > MAX_LINES) yield { at: item.nameSpan, message: `\`${item.name}\` has ${lines} lines`, detail: 'lines' };
  }
  for (const [{ nameSpan, name }, branches] of branchesIn(classes, code)) {
    if (branches <= MAX_BRANCHES) continue;
    yield { at: nameSpan, message: `\`${name}\` has ${branches} branches`, detail: 'branches' };
  }
}

const HANDLER = /Handler|Orchestrator/;

function linesOf(item: ClassItem, code: Code): number {
  const { line, endLine } = code.place(item);
  return endLine - line + 1;
}

/** The branches in each method of `classes`. */
function branchesIn(classes: ReadonlySet<ClassItem>, code: Code): Map<FunctionItem, number> {
  const counts = new Map<FunctionItem, number>();
  for (const kind of BRANCHES) {
    for (const item of code.all(kind)) {
      const inside = around(item, 'function');
      if (inside?.parent?.kind !== 'class' || !classes.has(inside.parent)) continue;
      counts.set(inside, (counts.get(inside) ?? 0) + 1);
    }
  }
  return counts;
}
