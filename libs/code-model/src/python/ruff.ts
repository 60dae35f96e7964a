import '../code/baseline-code';
import { type Diagnostic as RuffDiagnostic, PositionEncoding, Workspace } from '@astral-sh/ruff-wasm-nodejs';
import { type Diagnostic, type Fault, type Findings, SYNTAX_RULE } from '../code/findings';
import { missingImports } from './missing-imports';
import { repaired } from './ruff-fixes';
import { disarmSuppressions, mayHoldSuppressions } from './suppressions';

/** What ONEX code runs on: every upstream package asks for Python 3.12 or newer and lints as py312. */
const TARGET_VERSION = 'py312';

/**
 * Ruff in this process. `check` never throws: a trap of the wasm is answered as `unfinished`.
 * A trap leaves the instance's stack pointer where it was, so after one the whole thread has to be given up.
 */
export class Ruff {
  private readonly workspace: Workspace;

  /** Preview stays off: with it ruff answers rule names instead of codes. An unknown rule code throws. */
  constructor(rules: readonly string[]) {
    const options = { 'target-version': TARGET_VERSION, preview: false, lint: { select: rules } };
    this.workspace = new Workspace(options, PositionEncoding.Utf16);
  }

  check(code: string): Findings {
    try {
      return this.checked(code.startsWith('\ufeff') ? code.slice(1) : code);
    } catch {
      return { kind: 'unfinished', reason: 'trap' };
    }
  }

  /** See `LanguageEngine`. */
  fix(code: string, faults: readonly Fault[]): string {
    try {
      return repaired(code, this.workspace.check(code) as readonly RuffDiagnostic[], faults);
    } catch {
      return code;
    }
  }

  private checked(code: string): Findings {
    const source = mayHoldSuppressions(code) ? disarmSuppressions(code, this.workspace.tokens(code)) : code;
    const found = this.foundIn(source);
    return { kind: 'checked', diagnostics: [...this.asIfImported(source, found), ...nullBytes(code, found)] };
  }

  /** Ruff knows functions and types by their imports. Those of a fragment stand elsewhere; names stay undefined. */
  private asIfImported(source: string, found: readonly Diagnostic[]): readonly Diagnostic[] {
    const imports = missingImports(found);
    if (imports === '') return found;
    const below = this.foundIn(`${imports}\n${source}`).filter((one) => !isAboutNames(one));
    const moved = below.map((one) => ({ ...one, line: one.line - 1, endLine: one.endLine - 1 }));
    return [...found.filter(isAboutNames), ...moved];
  }

  private foundIn(source: string): readonly Diagnostic[] {
    return (this.workspace.check(source) as readonly RuffDiagnostic[]).map(toDiagnostic);
  }
}

function isAboutNames({ rule }: Diagnostic): boolean {
  return /^F\d/.test(rule);
}

/** How to configure the engine, which who sends a request cannot. */
const ADVICE =
  /[.;:,]?\s+(?:Consider|Please|See|Try|Use)\b[^.]*(?:`(?:requires-python|tool\.ruff)|pyproject|\bruff\b)[^]*$/;

function toDiagnostic(found: RuffDiagnostic): Diagnostic {
  return {
    rule: found.code ?? SYNTAX_RULE,
    message: found.message.replace(ADVICE, ''),
    line: found.start_location.row,
    column: found.start_location.column,
    endLine: found.end_location.row,
    endColumn: found.end_location.column,
  };
}

/** Python refuses a NUL anywhere in a source; ruff lets it pass inside strings and comments. */
function nullBytes(code: string, found: readonly Diagnostic[]): Diagnostic[] {
  const at = code.indexOf('\0');
  if (at < 0 || found.some((diagnostic) => diagnostic.rule === SYNTAX_RULE)) return [];
  const lines = code.slice(0, at).split(/\r\n|\r|\n/);
  const line = lines.length;
  const column = (lines.at(-1)?.length ?? 0) + 1;
  const message = 'Source code cannot contain null bytes';
  return [{ rule: SYNTAX_RULE, message, line, column, endLine: line, endColumn: column + 1 }];
}
