import { parse, type ParserOptions, type ParserPlugin } from '@babel/parser';
import { type Diagnostic, SYNTAX_RULE } from '../code/findings';
import type { SourceForm } from './dialect';
import { earlyErrors } from './early-errors';
import type { SyntaxNode } from './estree';

/** A source as Babel reads it. */
export interface Compiled {
  /** What no engine of JavaScript, and no compiler of TypeScript, would load; by position. */
  readonly errors: readonly Diagnostic[];
  /** Its tree; missing where the parser gave up. */
  readonly program?: SyntaxNode;
}

type Modules = 'module' | 'commonjs';

/** What only modules have beside `import` and `export`. */
const MODULE_WORDS = /\bawait\b|\bimport\.meta\b/;

/** `import` or `export` at the beginning of a line: the source is a module whatever its file is called. */
const MODULE_SYNTAX = /^[ \t]*(?:import\b\s*(?!\()|export\b)/m;

/**
 * Whether a source would be loaded: its grammar, and the early errors that grammars do not have. A script that does not
 * say how it is loaded is read as Node reads it: as CommonJS, and as a module when that fails. `undefined` where the
 * parser ran out of stack. Never throws.
 */
export function compile(source: string, form: SourceForm): Compiled | undefined {
  const [first, ...others] = modulesOf(source, form);
  const compiled = compileAs(source, form, first);
  for (const modules of compiled?.errors.length === 0 ? [] : others) {
    const other = compileAs(source, form, modules);
    if (other?.errors.length === 0) return other;
  }
  return compiled;
}

function modulesOf(source: string, { dialect, modules }: SourceForm): readonly [Modules, ...Modules[]] {
  if (dialect.startsWith('ts')) return ['module'];
  if (modules !== undefined) return [modules];
  if (MODULE_SYNTAX.test(source)) return ['module'];
  return MODULE_WORDS.test(source) ? ['commonjs', 'module'] : ['commonjs'];
}

function compileAs(source: string, form: SourceForm, sourceType: Modules): Compiled | undefined {
  const { stackTraceLimit } = Error;
  // Measured: every error and every reading that is given up costs the parser a stack trace, a fifth of a millisecond.
  Error.stackTraceLimit = 0;
  try {
    const { program, errors } = parse(source, { ...OPTIONS, sourceType, plugins: pluginsOf(form) });
    const found = (errors ?? []).map(toDiagnostic);
    const early = found.length > 0 ? [] : earlyErrors(program as unknown as SyntaxNode, form);
    return { errors: [...found, ...early], program: program as unknown as SyntaxNode };
  } catch (error) {
    return error instanceof SyntaxError ? { errors: [toDiagnostic(error)] } : undefined;
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

const OPTIONS: ParserOptions = { errorRecovery: true, attachComment: false };
const PLUGINS: readonly ParserPlugin[] = ['decorators-legacy', 'decoratorAutoAccessors', 'explicitResourceManagement'];

function pluginsOf({ dialect, declares = false }: SourceForm): ParserPlugin[] {
  const plugins: ParserPlugin[] = [...PLUGINS];
  if (dialect.startsWith('ts')) plugins.push(['typescript', { dts: declares }]);
  if (dialect !== 'ts') plugins.push('jsx');
  return plugins;
}

/** The place that Babel writes at the end of its messages: lines from 1, columns from 0. */
const PLACE = / \((\d+):(\d+)\)$/;

function toDiagnostic({ message }: { readonly message?: string }): Diagnostic {
  const [, line = '1', column = '0'] = PLACE.exec(message ?? '') ?? [];
  const start = Number(column) + 1;
  return {
    rule: SYNTAX_RULE,
    message: (message ?? '').replace(PLACE, ''),
    line: Number(line),
    column: start,
    endLine: Number(line),
    endColumn: start + 1,
  };
}
