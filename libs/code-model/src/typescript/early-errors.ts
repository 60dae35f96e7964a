import { RegExpSyntaxError, RegExpValidator } from '@eslint-community/regexpp';
import { type Diagnostic, SYNTAX_RULE } from '../code/findings';
import type { SourceForm } from './dialect';
import { about, nodeIn, nodesIn, type SyntaxNode, textIn, walk } from './estree';

/** The early errors that Babel leaves to others: regular expressions, and of TypeScript constructors and exports. */
export function earlyErrors(program: SyntaxNode, { dialect, declares = false }: SourceForm): Diagnostic[] {
  const found: Diagnostic[] = [];
  const isTyped = dialect.startsWith('ts');
  for (const node of walk(program)) {
    if (node.type === 'RegExpLiteral') found.push(...brokenPattern(node));
    else if (isTyped && node.type === 'ClassBody') found.push(...secondConstructors(node));
  }
  return isTyped && !declares ? [...found, ...secondExports(nodesIn(program, 'body'))] : found;
}

const PATTERNS = new RegExpValidator({ ecmaVersion: 2025 });

function brokenPattern(node: SyntaxNode): Diagnostic[] {
  const flags = textIn(node, 'flags');
  try {
    const modes = { unicode: flags.includes('u'), unicodeSets: flags.includes('v') };
    PATTERNS.validatePattern(textIn(node, 'pattern'), undefined, undefined, modes);
    return [];
  } catch (error) {
    return error instanceof RegExpSyntaxError ? [about(node, SYNTAX_RULE, error.message)] : [];
  }
}

/** Overloads are declared without a body. */
function secondConstructors(node: SyntaxNode): Diagnostic[] {
  const constructors = nodesIn(node, 'body').filter(
    (member) => member.type === 'ClassMethod' && textIn(member, 'kind') === 'constructor',
  );
  return constructors.slice(1).map((member) => about(member, SYNTAX_RULE, 'A class can have one constructor only'));
}

interface Exported {
  readonly name: string;
  readonly node: SyntaxNode;
  /** By a list of names, not where it is declared: declarations may merge, these do not. */
  readonly listed: boolean;
}

function secondExports(body: readonly SyntaxNode[]): Diagnostic[] {
  const seen = new Map<string, Exported>();
  const found: Diagnostic[] = [];
  for (const exported of body.flatMap(exportsOf)) {
    const before = seen.get(exported.name);
    if (before === undefined) seen.set(exported.name, exported);
    else if (before.listed || exported.listed) {
      found.push(about(exported.node, SYNTAX_RULE, `\`${exported.name}\` has been exported already`));
    }
  }
  return found;
}

function exportsOf(statement: SyntaxNode): readonly Exported[] {
  if (statement.type === 'ExportDefaultDeclaration') return defaultOf(statement);
  if (statement.type !== 'ExportNamedDeclaration' || textIn(statement, 'exportKind') === 'type') return [];
  const listed = nodesIn(statement, 'specifiers').filter((node) => textIn(node, 'exportKind') !== 'type');
  const declared = declaredBy(nodeIn(statement, 'declaration'));
  return [
    ...listed.map((node) => ({ name: nameOf(nodeIn(node, 'exported')), node, listed: true })),
    ...declared.map((node) => ({ name: nameOf(node), node, listed: false })),
  ];
}

const MERGING = new Set(['TSDeclareFunction', 'TSInterfaceDeclaration']);

function defaultOf(statement: SyntaxNode): readonly Exported[] {
  const merges = MERGING.has(nodeIn(statement, 'declaration')?.type ?? '');
  return merges ? [] : [{ name: 'default', node: statement, listed: true }];
}

const VALUES = new Set(['FunctionDeclaration', 'ClassDeclaration', 'TSEnumDeclaration']);

/** The names of values that a declaration makes; those of patterns are left out. */
function declaredBy(declaration: SyntaxNode | undefined): readonly SyntaxNode[] {
  if (declaration?.type === 'VariableDeclaration') {
    return nodesIn(declaration, 'declarations')
      .flatMap((one) => nodeIn(one, 'id') ?? [])
      .filter(isName);
  }
  const id = nodeIn(declaration, 'id');
  return id !== undefined && VALUES.has(declaration?.type ?? '') ? [id] : [];
}

function isName({ type }: SyntaxNode): boolean {
  return type === 'Identifier';
}

/** An exported name may be a string. */
function nameOf(node: SyntaxNode | undefined): string {
  return textIn(node, 'name') || textIn(node, 'value');
}
