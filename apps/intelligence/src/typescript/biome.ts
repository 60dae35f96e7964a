import { type Configuration, type Diagnostic as BiomeDiagnostic, Workspace } from '@biomejs/wasm-nodejs';
import { type Diagnostic, type Findings, SYNTAX_RULE } from '../code/findings';
import { biomeRuleSettings } from './biome-rules';
import type { Dialect } from './dialect';
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

const EMPTY_CATCH = /\bcatch\s*(?:\([^()]*\)\s*)?$/;

/** Measured: a workspace keeps about twice the size of every source it has closed; opening another takes some ms. */
const MAX_SESSION_UNITS = 4 * 1024 * 1024;

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
  check(code: string, dialect: Dialect): Findings {
    try {
      return this.checked(code.startsWith('\ufeff') ? code.slice(1) : code, `code.${dialect}`);
    } catch {
      return { kind: 'unfinished', reason: 'trap' };
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

  private checked(code: string, path: string): Findings {
    this.renewIfWorn(code);
    const file = { projectKey: this.session.projectKey, path };
    const content = disarmDirectives(code);
    this.workspace.openFile({ ...file, content: { type: 'fromClient', content, version: 0 } });
    try {
      return this.diagnose(code, file);
    } finally {
      this.workspace.closeFile(file);
    }
  }

  /** Rules are not run on a broken tree: they would report what the error made of the code, and some of them trap. */
  private diagnose(code: string, file: { projectKey: number; path: string }): Findings {
    const pull = { ...file, maxDiagnostics: MAX_DIAGNOSTICS, includeCodeFix: false };
    const syntax = this.workspace.pullDiagnostics({ ...pull, categories: ['syntax'] }).diagnostics;
    const all =
      syntax.length > 0
        ? syntax
        : this.workspace.pullDiagnostics({ ...pull, categories: ['syntax', 'lint'] }).diagnostics;
    const found = toDiagnostics(code, all);
    const broken = found.filter(({ rule }) => rule === SYNTAX_RULE);
    return { kind: 'checked', diagnostics: broken.length > 0 ? broken : found };
  }
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
  return found.message.map(({ content, elements }) => (elements.length > 0 ? `\`${content}\`` : content)).join('');
}
