/** How ruff, and so every diagnostic, names what does not parse. */
export const SYNTAX_RULE = 'invalid-syntax';

/** One finding of an engine. Lines and columns are 1-based; columns count UTF-16 units; the end is exclusive. */
export interface Diagnostic {
  /** The engine's own name of the rule, e.g. `F821`, or `SYNTAX_RULE`. */
  readonly rule: string;
  readonly message: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** Why an engine gave no findings: it trapped, it took too long, or its thread ended. */
export type UnfinishedReason = 'trap' | 'timeout' | 'crash';

export type Findings =
  | { readonly kind: 'checked'; readonly diagnostics: readonly Diagnostic[] }
  | { readonly kind: 'unfinished'; readonly reason: UnfinishedReason };

/** Where something is wrong, by the engine's own name for its rule. */
export type Fault = Pick<Diagnostic, 'rule' | 'line' | 'column'>;

export function isAt(fault: Fault, rule: string, line: number, column: number): boolean {
  return fault.rule === rule && fault.line === line && fault.column === column;
}
