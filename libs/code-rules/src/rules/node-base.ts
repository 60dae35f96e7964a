import {
  type ClassItem,
  currentModule,
  isExemptNode,
  isNodeBase,
  lastName,
  type NodeClass,
  PURE_KINDS,
} from '#code-model';
import { type Finding, levels, type Rule, type Subject } from '../rule';
import { pythonOnly } from './python-only';

/** What node classes inherit, and where it comes from. */
export const NODE_BASE: readonly Rule[] = [
  {
    id: 'BAS-001',
    title: 'Node without a base class for nodes',
    dimension: 'compliance',
    severity: levels('W/E'),
    hint: 'inherit NodeEffect, NodeCompute, NodeReducer or NodeOrchestrator; a contract inherits ModelContractBase',
    source: 'omnibase_core nodes, infrastructure/node_core_base.py; omniarchon phase3_validation for contracts',
    check: pythonOnly(baseless),
  },
  {
    id: 'BAS-002',
    title: 'Import from where a module used to be',
    dimension: 'compliance',
    severity: levels('i/W'),
    hint: 'import from the module that has the name now',
    source: 'omnibase_core: modules imported by older code and missing from the tree of v0.46',
    check: pythonOnly(oldImports),
  },
  {
    id: 'BAS-003',
    title: 'Pure node that inherits something else',
    dimension: 'compliance',
    severity: levels('W/W'),
    hint: 'let compute and reducer nodes inherit only bases for nodes, mixins, Generic and ABC',
    source: 'omnibase_core scripts/check_node_purity.py (VALID_NODE_BASE_CLASSES)',
    check: pythonOnly(foreignBases),
  },
];

function* baseless(subject: Subject): Iterable<Finding> {
  yield* nodesWithoutBase(subject);
  for (const item of subject.code.all('class')) {
    if (item.bases.length > 0 || !/^ModelContract(?:Effect|Compute|Reducer|Orchestrator)$/.test(item.name)) continue;
    yield {
      at: item.nameSpan,
      message: `Contract class \`${item.name}\` inherits nothing`,
      detail: 'contract',
      severity: 'warning',
    };
  }
}

function* nodesWithoutBase({ nodes, code, isSnippet }: Subject): Iterable<Finding> {
  const inherits = basesByClass(code.all('class'));
  for (const { item, hasNodeBase, certain, kindByName } of nodes) {
    if (hasNodeBase || !certain || isExemptNode(item.name) || reachesNode(item, inherits)) continue;
    const has = item.bases.length === 0 ? 'inherits nothing' : `inherits only \`${item.bases.join('`, `')}\``;
    const message = `Node class \`${item.name}\` ${has}, no base class for nodes`;
    yield { at: item.nameSpan, message, ...weaker(isSnippet, kindByName !== undefined) };
  }
}

/** The imports of a snippet stand elsewhere, and so may its base; without a kind in its name it may be no node. */
function weaker(isSnippet: boolean, namesKind: boolean): Pick<Finding, 'severity'> {
  if (isSnippet) return { severity: 'info' };
  return namesKind ? {} : { severity: 'warning' };
}

function basesByClass(classes: readonly ClassItem[]): ReadonlyMap<string, readonly string[]> {
  return new Map(classes.map(({ name, bases }) => [name, bases]));
}

/** Longer chains of classes in one file are not followed. */
const MAX_ANCESTORS = 30;

/** Whether a base of a class of the same file is a node's. */
function reachesNode({ bases }: ClassItem, inherits: ReadonlyMap<string, readonly string[]>): boolean {
  const seen = new Set<string>();
  const open = [...bases];
  for (let base = open.pop(); base !== undefined && seen.size < MAX_ANCESTORS; base = open.pop()) {
    if (isNodeBase(base)) return true;
    if (!seen.has(base)) open.push(...(inherits.get(base) ?? []));
    seen.add(base);
  }
  return false;
}

function* oldImports({ code }: Subject): Iterable<Finding> {
  for (const { module, level, start, end } of code.all('import')) {
    const current = level === 0 ? currentModule(module) : undefined;
    if (current !== undefined) yield { at: { start, end }, message: `\`${module}\` has moved to \`${current}\`` };
  }
}

const ALLOWED_BASE = /^(?:Node|Mixin|ModelService)(?![a-z])|^(?:Generic|ABC|object|Protocol)$/;

function* foreignBases(subject: Subject): Iterable<Finding> {
  for (const node of subject.nodes) {
    if (!node.hasNodeBase || !isPure(node, subject)) continue;
    const { bases, name, nameSpan } = node.item;
    const foreign = bases.filter((base) => !isNodeBase(base) && !ALLOWED_BASE.test(lastName(base)));
    if (foreign.length === 0) continue;
    yield { at: nameSpan, message: `Pure node \`${name}\` also inherits \`${foreign.join('`, `')}\`` };
  }
}

function isPure({ kindByName, kindByBase }: NodeClass, { nodeType }: Subject): boolean {
  const kind = kindByBase ?? kindByName ?? nodeType;
  return kind !== undefined && PURE_KINDS.has(kind);
}
