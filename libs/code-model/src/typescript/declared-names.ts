import type { Code } from '../code/code';
import type { Diagnostic, Findings } from '../code/findings';
import { nodeIn, nodesIn, type SyntaxNode, textIn, walk } from './estree';

/**
 * `findings` without what biome says about names because it does not know how TypeScript declares them: by a dotted
 * namespace, across the blocks of one namespace, for the whole program, or as a type beside a namespace import.
 */
export function withoutMistaken(findings: Findings, code: Code, program: SyntaxNode | undefined): Findings {
  if (findings.kind !== 'checked' || program === undefined || !findings.diagnostics.some(isDoubtful)) return findings;
  const names = declaredIn(program);
  return { ...findings, diagnostics: findings.diagnostics.filter((found) => !isMistaken(found, code, names)) };
}

const DOUBTFUL = new Set(['noUndeclaredVariables', 'noRedeclare', 'noUnusedVariables']);

function isDoubtful({ rule }: Diagnostic): boolean {
  return DOUBTFUL.has(rule);
}

function isMistaken(found: Diagnostic, code: Code, { declared, types, namespaces }: DeclaredNames): boolean {
  if (!isDoubtful(found)) return false;
  const name = /['`]([^'`]+)['`]/.exec(found.message)?.[1] ?? code.text(code.span(found));
  if (found.rule === 'noUndeclaredVariables') return declared.has(name);
  return types.has(name) && namespaces.has(name);
}

interface DeclaredNames {
  /** By a declaration outside functions and classes. */
  readonly declared: ReadonlySet<string>;
  /** Types and interfaces among them. */
  readonly types: ReadonlySet<string>;
  /** Imported as a whole module. */
  readonly namespaces: ReadonlySet<string>;
}

function declaredIn(program: SyntaxNode): DeclaredNames {
  const declared = new Set<string>();
  const types = new Set<string>();
  const namespaces = new Set<string>();
  for (const node of walk(program, hasOwnNames)) {
    if (node.type === 'ImportNamespaceSpecifier') namespaces.add(textIn(nodeIn(node, 'local'), 'name'));
    const names = namesOf(node);
    for (const name of names) declared.add(name);
    if (TYPES.has(node.type)) for (const name of names) types.add(name);
  }
  return { declared, types, namespaces };
}

/** Expressions and the bodies of functions and classes declare for themselves only. */
function hasOwnNames({ type }: SyntaxNode): boolean {
  return /^(?:Class|Function)Declaration$|Expression$|^BlockStatement$/.test(type);
}

const TYPES = new Set(['TSInterfaceDeclaration', 'TSTypeAliasDeclaration']);
const NAMED = new Set([
  ...TYPES,
  'ClassDeclaration',
  'FunctionDeclaration',
  'TSDeclareFunction',
  'TSEnumDeclaration',
  'TSImportEqualsDeclaration',
  'TSModuleDeclaration',
]);

function namesOf(node: SyntaxNode): readonly string[] {
  if (node.type === 'VariableDeclaration') {
    return nodesIn(node, 'declarations').flatMap((one) => namesInPattern(nodeIn(one, 'id')));
  }
  return NAMED.has(node.type) ? namesInPattern(headOf(nodeIn(node, 'id'))) : [];
}

/** `Garden` of `Garden.Model`. */
function headOf(id: SyntaxNode | undefined): SyntaxNode | undefined {
  let at = id;
  while (at?.type === 'TSQualifiedName') at = nodeIn(at, 'left');
  return at;
}

function namesInPattern(id: SyntaxNode | undefined): readonly string[] {
  if (id === undefined) return [];
  if (id.type === 'Identifier') return [textIn(id, 'name')];
  return [...walk(id)].flatMap((node) => (node.type === 'Identifier' ? textIn(node, 'name') : []));
}
