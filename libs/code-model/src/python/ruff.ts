import '../code/baseline-code';
import { type Diagnostic as RuffDiagnostic, PositionEncoding, Workspace } from '@astral-sh/ruff-wasm-nodejs';
import { type Diagnostic, type Fault, type Findings, SYNTAX_RULE } from '../code/findings';
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
    const found = (this.workspace.check(source) as readonly RuffDiagnostic[]).map(toDiagnostic);
    return { kind: 'checked', diagnostics: [...found, ...nullBytes(code, found)] };
  }
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
