import '../code/baseline-code';
import { type Configuration, type Diagnostic as BiomeDiagnostic, Workspace } from '@biomejs/wasm-nodejs';
import { type Diagnostic, type Fault, type Findings, SYNTAX_RULE } from '../code/findings';
import { biomeRuleSettings, selectorOf } from './biome-rules';
import type { SourceForm } from './dialect';
import { Places } from './places';
import { disarmDirectives, restoringDirectives } from './suppressions';

/** A diagnostic costs about 0.1 ms, so a file in which everything is wrong is not reported to its end. */
export const MAX_DIAGNOSTICS = 1000;

/** What test runners and bundlers declare; the globals of the language, browsers and Node are the engine's own. */
const GLOBALS = [
  'describe it test suite expect jest vi before after beforeEach afterEach beforeAll afterAll',
  'context specify chai cy Cypress xit xdescribe React JSX Bun Deno define Express BufferEncoding',
  'TransferListItem Float16Array IteratorObject AsyncIteratorObject BuiltinIterator arguments',
].flatMap((names) => names.split(' '));

/** A type is imported with one attribute only, which the engine does not know: by which rules its module is found. */
const TYPE_ATTRIBUTES = 'syntax/correctness/noTypeOnlyImportAttributes';

const EMPTY_CATCH = /\bcatch\s*(?:\([^()]*\)\s*)?$/;

/**
 * Measured: a workspace keeps about twenty times the size of every source it has closed; opening another takes 5 to 8 ms.
 * Its memory then grows no further. Each time it does, V8 counts all of it as new and collects the whole heap: that took
 * as much processor time as the checks themselves.
 */
const MAX_SESSION_UNITS = 128 * 1024;

interface Session {
  readonly workspace: Workspace;
  readonly projectKey: number;
  /** How much code it has read. */
  units: number;
}

/** Throws when the engine does not accept its configuration. */
function openSession(): Session {
  const workspace = new Workspace();
  const { projectKey } = workspace.openProject({ path: '', openUninitialized: true });
  workspace.updateSettings({ projectKey, workspaceDirectory: './', configuration: configuration() });
  return { workspace, projectKey, units: 0 };
}

function configuration(): Configuration {
  return {
    root: true,
    formatter: { enabled: false },
    assist: { enabled: false },
    javascript: {
      globals: GLOBALS,
      jsxRuntime: 'reactClassic',
      parser: { jsxEverywhere: true, unsafeParameterDecoratorsEnabled: true },
    },
    linter: { enabled: true, rules: { recommended: false, ...biomeRuleSettings() } },
  };
}

/**
 * Biome in this process. `check` never throws: a trap of the wasm is answered as `unfinished`, and so is a source of
 * 1 MiB or more, which biome does not read. After a trap the whole thread has to be given up.
 */
export class Biome {
  private session = openSession();

  /** Code that does not parse has its syntax errors reported and nothing else. */
  check(code: string, form: SourceForm, others: Others = { compiles: false, parses: false }): Findings {
    try {
      return this.checked(code.startsWith('\ufeff') ? code.slice(1) : code, pathOf(form), others);
    } catch {
      return { kind: 'unfinished', reason: 'trap' };
    }
  }

  /** See `LanguageEngine`; of a rule all that is safe is repaired. */
  fix(code: string, form: SourceForm, faults: readonly Fault[]): string {
    const only = [...new Set(faults.flatMap(({ rule }) => selectorOf(rule) ?? []))];
    if (only.length === 0) return code;
    try {
      return this.opened(code, pathOf(form), (file) => {
        const how = { fixFileMode: 'safeFixes', shouldFormat: false } as const;
        return this.workspace.fixFile({ ...file, ...how, ruleCategories: ['lint'], only }).code;
      });
    } catch {
      return code;
    }
  }

  private get workspace(): Workspace {
    return this.session.workspace;
  }

  private renewIfWorn(code: string): void {
    if (this.session.units >= MAX_SESSION_UNITS) {
      this.workspace.free();
      this.session = openSession();
    }
    this.session.units += code.length;
  }

  private checked(code: string, path: string, others: Others): Findings {
    return this.opened(disarmDirectives(code), path, (file) => this.diagnose(code, file, others));
  }

  private opened<Result>(
    content: string,
    path: string,
    work: (file: { projectKey: number; path: string }) => Result,
  ): Result {
    this.renewIfWorn(content);
    const file = { projectKey: this.session.projectKey, path };
    this.workspace.openFile({ ...file, content: { type: 'fromClient', content, version: 0 } });
    try {
      return work(file);
    } finally {
      this.workspace.closeFile(file);
    }
  }

  /** Rules are not run on a broken tree: they would report what the error made of the code, and some of them trap. */
  private diagnose(code: string, file: { projectKey: number; path: string }, others: Others): Findings {
    const pull = { ...file, maxDiagnostics: MAX_DIAGNOSTICS, includeCodeFix: false };
    const syntax = this.workspace.pullDiagnostics({ ...pull, categories: ['syntax'] }).diagnostics;
    const broken = others.compiles ? syntax.filter((found) => !isReturn(found)) : syntax;
    if (broken.length > 0) {
      return { kind: 'checked', diagnostics: others.compiles && others.parses ? [] : toDiagnostics(code, broken) };
    }
    const all = this.workspace.pullDiagnostics({ ...pull, categories: ['syntax', 'lint'] }).diagnostics;
    const found = toDiagnostics(code, others.compiles ? all.filter((one) => !isReturn(one)) : all);
    const early = found.filter(({ rule }) => rule === SYNTAX_RULE);
    return { kind: 'checked', diagnostics: early.length > 0 ? early : found };
  }
}

/** What the others who read a source say of it. */
export interface Others {
  /** The compiler accepts it. */
  readonly compiles: boolean;
  /** The grammar accepts it. */
  readonly parses: boolean;
}

/** The engine reads what is CommonJS by its extension; a declaration file by its two. */
function pathOf({ dialect, modules, declares = false }: SourceForm): string {
  if (declares) return 'code.d.ts';
  return modules === 'commonjs' && dialect === 'js' ? 'code.cjs' : `code.${dialect}`;
}

/** It takes `return` outside functions, which CommonJS has, for an error even there. */
function isReturn({ category, message }: BiomeDiagnostic): boolean {
  return category === 'parse' && message.some(({ content }) => content.startsWith('Illegal return'));
}

function toDiagnostics(code: string, all: readonly BiomeDiagnostic[]): Diagnostic[] {
  const spanned = all.flatMap((found) => {
    const rule = ruleOf(found.category);
    return rule === undefined ? [] : [{ rule, found, span: found.location.span ?? ([0, 0] as const) }];
  });
  const places = new Places(
    code,
    spanned.flatMap(({ span }) => [...span]),
  );
  const restored = restoringDirectives(code);
  return spanned.flatMap(({ rule, found, span: [start, end] }) => {
    if (found.category === TYPE_ATTRIBUTES && places.text(start, end).includes('resolution-mode')) return [];
    if (rule === 'noEmptyBlockStatements' && !EMPTY_CATCH.test(places.before(start, 200))) return [];
    const message = restored(messageOf(rule, found, places.text(start, end)));
    const { line, column } = places.at(start);
    const { line: endLine, column: endColumn } = places.at(end);
    return [{ rule, message, line, column, endLine, endColumn }];
  });
}

/** `lint/<group>/<rule>`; what the parser and its checks of early errors report is all one rule. */
function ruleOf(category: string | undefined): string | undefined {
  if (category === 'parse' || category?.startsWith('syntax/')) return SYNTAX_RULE;
  return category?.startsWith('lint/') ? category.slice(category.lastIndexOf('/') + 1) : undefined;
}

/** Biome's own words with what it emphasises between back-ticks; it does not name the imports it calls unused. */
function messageOf(rule: string, found: BiomeDiagnostic, text: string): string {
  if (rule === 'noUnusedImports') return `\`${text.slice(0, 100)}\` imported but unused`;
  const message = found.message
    .map(({ content, elements }) => (elements.length > 0 ? `\`${content}\`` : content))
    .join('');
  return message.replace(SENTENCE_END, '$& ');
}

/** Where the engine ends a line, and nothing is left of it. */
const SENTENCE_END = /(?<=(?:\b[a-z]+|[`'")]))[.!?](?=[A-Z][a-z]+ )/g;
