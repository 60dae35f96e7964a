import type { Diagnostic as RuffDiagnostic } from '@astral-sh/ruff-wasm-nodejs';
import { isAt, type Fault } from '../code/findings';

/**
 * Rules whose repair ruff calls safe wherever it has one. What it hands out in WebAssembly does not say that, and has
 * those beside them that may change what code does.
 */
const SAFE: ReadonlySet<string> = new Set(['F401', 'F541']);

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly content: string;
}

/** The code with these faults repaired, as far as their repairs do not touch each other or lose a comment. */
export function repaired(code: string, found: readonly RuffDiagnostic[], faults: readonly Fault[]): string {
  const starts = lineStarts(code);
  const offset = ({ row, column }: RuffDiagnostic['start_location']): number => (starts[row - 1] ?? 0) + column - 1;
  const edits = new Map<string, Edit>();
  for (const { code: rule, start_location: at, fix } of found) {
    if (rule === null || !SAFE.has(rule) || fix === null) continue;
    if (!faults.some((fault) => isAt(fault, rule, at.row, at.column))) continue;
    const [edit, ...more] = fix.edits.map(({ content, location, end_location }) => ({
      start: offset(location),
      end: offset(end_location),
      content: content ?? '',
    }));
    // Several names of one statement have the same repair.
    if (edit !== undefined && more.length === 0) edits.set(JSON.stringify(edit), edit);
  }
  return applied(code, [...edits.values()]);
}

function applied(code: string, edits: readonly Edit[]): string {
  let text = '';
  let done = 0;
  for (const { start, end, content } of edits.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
    if (start < done || code.slice(start, end).includes('#')) continue;
    text += code.slice(done, start) + content;
    done = end;
  }
  return text + code.slice(done);
}

function lineStarts(code: string): readonly number[] {
  return [0, ...[...code.matchAll(/\r\n|\r|\n/g)].map(({ 0: end, index }) => index + end.length)];
}
