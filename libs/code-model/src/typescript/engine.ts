import type { Code } from '../code/code';
import { type Findings, SYNTAX_RULE } from '../code/findings';
import { checked, type LanguageEngine, type Parsed, parsed } from '../language-engine';
import type { Compiled } from './babel';
import type { Biome } from './biome';
import type { SourceForm, SourceForms } from './dialect';
import { demand } from './limits';
import { lineCounts } from './line-counts';
import { loadTypeScript } from './parse-typescript';
import { withoutMistaken } from './declared-names';

export interface TypeScriptEngines {
  /** The engine for a source in one of these forms. */
  of(forms: SourceForms): LanguageEngine;
}

/**
 * Measured: what biome needs grows with the square of the syntax errors, 8,000 of them take it 1.5 s, and it reports one
 * for every six characters that the parser skips. Where more is skipped and the source does not compile, the places
 * that the parser skipped are told instead.
 */
const MAX_ERRORS = 500;
const MAX_SKIPPED = 8 * 1024;

/**
 * Babel, biome and the grammars. Babel says whether a source compiles; biome, what is wrong with one that does, and where
 * one that does not is broken. Both are loaded by the first source they have to read.
 */
export async function loadTypeScriptEngines(): Promise<TypeScriptEngines> {
  const load = await loadTypeScript();
  let biome: Biome | undefined;
  const lint = (code: Code, form: SourceForm, compiles: boolean): Findings =>
    (biome ??= loadBiome()).check(code.source, form, { compiles, parses: !code.broken });
  const check = (code: Code, forms: SourceForms): Findings => {
    const [form, compiled] = compiledAs(code, forms);
    if (compiled === undefined) return isHopeless(code) ? syntaxErrors(code) : lint(code, form, false);
    if (compiled.errors.length === 0) return withoutMistaken(lint(code, form, true), code, compiled.program);
    return isHopeless(code) ? syntaxErrors(code) : brokenPlaces(lint(code, form, false), compiled);
  };
  const engineOf = (forms: SourceForms): LanguageEngine => {
    const [first, ...others] = forms.map(({ dialect }) => dialect);
    const reads = {
      demand,
      parse: (source: string) => load(source, [first ?? 'ts', ...others]),
      count: lineCounts,
    };
    const parse = (source: string): Parsed => parsed(source, reads);
    return {
      name: forms[0].dialect.startsWith('ts') ? 'typescript' : 'javascript',
      parse,
      read: (source) => checked(parse(source), (code) => check(code, forms)),
      fix: (source, faults) => (biome ??= loadBiome()).fix(source, forms[0], faults),
    };
  };
  return { of: engineOf };
}

/** Measured: in broken code each of them inside another doubles the time that Babel takes; 15 take six seconds. */
const ASYNC_GENERIC = /\basync\s*</g;
const MAX_ASYNC_GENERICS = 8;

/** The form whose grammar read the code; where none could, the first in which it compiles. */
function compiledAs(code: Code, forms: SourceForms): readonly [SourceForm, Compiled | undefined] {
  const form = forms.find(({ dialect }) => dialect === code.dialect) ?? forms[0];
  if (code.broken && (code.source.match(ASYNC_GENERIC)?.length ?? 0) > MAX_ASYNC_GENERICS) return [form, undefined];
  const compiled = compile(code.source, form);
  if (!code.broken || compiled?.errors.length === 0) return [form, compiled];
  for (const other of forms) {
    const again = other === form ? undefined : compile(code.source, other);
    if (again?.errors.length === 0) return [other, again];
  }
  return [form, compiled];
}

/** Biome goes on after an error and has more to tell; where it finds none, Babel's stand. */
function brokenPlaces(findings: Findings, { errors }: Compiled): Findings {
  if (findings.kind !== 'checked') return findings;
  const broken = findings.diagnostics.filter(({ rule }) => rule === SYNTAX_RULE);
  return { ...findings, diagnostics: broken.length > 0 ? broken : errors };
}

/** Required here, because Babel takes a tenth of a second and 25 MB. */
function compile(source: string, form: SourceForm): Compiled | undefined {
  return (require('./babel') as typeof import('./babel')).compile(source, form);
}

/** Required here, because its 45 MB of WebAssembly are read when its package is. */
function loadBiome(): Biome {
  const biome = require('./biome') as typeof import('./biome');
  return new biome.Biome();
}

function isHopeless({ errors }: Code): boolean {
  const skipped = errors.reduce((sum, { start, end }) => sum + end - start, 0);
  return errors.length > MAX_ERRORS || skipped > MAX_SKIPPED;
}

function syntaxErrors(code: Code): Findings {
  const message = 'This does not parse';
  return { kind: 'checked', diagnostics: code.errors.map((at) => ({ rule: SYNTAX_RULE, message, ...code.place(at) })) };
}
