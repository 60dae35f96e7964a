import {
  type Code,
  ENTRY_METHODS,
  type FunctionItem,
  isConstructor,
  isExemptNode,
  isNodeBase,
  isPlaceholder,
  isStandIn,
  kindOfEntry,
  lastName,
  type NodeClass,
  PURE_KINDS,
  type Span,
} from '#code-model';
import { type Finding, levels, type Rule, type Subject } from '../rule';
import { nodesOf } from './nodes';
import { givenParameters } from './parameters';
import { ownParts } from './thin-node';
import { isPublic, modifiersOf } from './visibility';

/** The method that does a node's work. */
export const ENTRY_METHOD_RULES: readonly Rule[] = [
  {
    id: 'MTH-001',
    title: 'Node without an entry method',
    dimension: 'compliance',
    severity: levels('W/-'),
    hint: 'name the method that does the work execute_effect, execute_compute, execute_reduction or execute_orchestration',
    source:
      'omniarchon phase3_validation node_onex_validator_compute (NODE_METHOD_SIGNATURES). Of TypeScript the same names in camelCase count as well',
    check: withoutEntry,
  },
  {
    id: 'MTH-002',
    title: 'Entry method with an incomplete signature',
    dimension: 'compliance',
    severity: levels('W/-'),
    hint: 'make it asynchronous and type what it takes and gives: <entry>(contract: <Model>) -> <Model>',
    source:
      'omniarchon phase3_validation; omninode generator quality_validator.py. Of TypeScript the types; of JavaScript the input alone',
    check: incompleteEntries,
  },
  {
    id: 'MTH-003',
    title: 'Declarative node with code of its own',
    dimension: 'compliance',
    severity: levels('-/E'),
    hint: 'leave only a constructor that hands the container on; move the rest to handlers and the contract',
    source: 'omnibase_infra validation/validator_declarative_node.py',
    *check(subject) {
      for (const node of nodesOf(subject)) {
        if (node.hasNodeBase && !isExemptNode(node.item.name)) yield* ownParts(node);
      }
    },
  },
];

/** Bases that bring no method that does a node's work. */
const BRINGS_NO_ENTRY = /^(?:Mixin\w*|ABC|Generic|object|Protocol\w*)$/;
const NOT_CALLED_FOR_WORK =
  /(?:^|\.)(?:property|cached_property|staticmethod|classmethod|abstractmethod|overload|setter)$/;

function* withoutEntry(subject: Subject): Iterable<Finding> {
  for (const node of nodesOf(subject)) {
    if (!node.certain || isStandIn(node.item.name) || inheritsEntry(node)) continue;
    if (node.entries.length > 0) yield* entryOfOtherKind(node, subject);
    else yield* noEntry(node, subject);
  }
}

function inheritsEntry({ item }: NodeClass): boolean {
  return item.bases.some((base) => !isNodeBase(base) && !BRINGS_NO_ENTRY.test(lastName(base)));
}

function* noEntry({ item, methods }: NodeClass, { code }: Subject): Iterable<Finding> {
  const at = likelyEntry(
    methods.filter((method) => isOpen(method, code)),
    code,
  );
  if (at === undefined) return;
  const message = `None of the methods of \`${item.name}\` is an entry method`;
  yield { at, message, detail: 'no entry method', ...(isPlaceholder(item.name) ? { severity: 'info' } : {}) };
}

const NOT_FOR_WORK: ReadonlySet<string> = new Set(['get', 'set', 'static']);

function isOpen(item: FunctionItem, code: Code): boolean {
  const { decorators } = item;
  const modifiers = code.language === 'python' ? [] : [...modifiersOf(item, code)];
  if (!isPublic(item, code) || isConstructor(item) || modifiers.some((word) => NOT_FOR_WORK.has(word))) return false;
  return !decorators.some(({ path }) => NOT_CALLED_FOR_WORK.test(path));
}

/** Where the entry method would be: the first public method that takes something. */
function likelyEntry(open: readonly FunctionItem[], code: Code): Span | undefined {
  return (open.find((method) => givenParameters(method, code).length > 0) ?? open[0])?.nameSpan;
}

function* entryOfOtherKind(
  { kindByEntry, entries, kindByName, kindByBase }: NodeClass,
  subject: Subject,
): Iterable<Finding> {
  const kind = subject.nodeType ?? kindByBase ?? kindByName;
  const [entry] = entries;
  if (kind === undefined || kindByEntry === undefined || kindByEntry === kind || entry === undefined) return;
  if (entries.some(({ name }) => kindOfEntry(name) !== kindByEntry)) return;
  const message = `\`${entry.name}\` is the entry method of ${kindByEntry} nodes, this is one of ${kind}`;
  yield { at: entry.nameSpan, message, detail: 'other kind' };
}

const ASYNC_ENTRIES: ReadonlySet<string> = new Set([...Object.values(ENTRY_METHODS), 'process', 'execute']);

function* incompleteEntries(subject: Subject): Iterable<Finding> {
  const { code } = subject;
  for (const node of nodesOf(subject)) {
    if (!node.certain) continue;
    for (const entry of node.entries.filter((method) => isOpen(method, code))) {
      yield* flawsOf(entry, subject);
      if (code.language === 'python') yield* notAsync(entry, node, subject);
    }
  }
}

function* flawsOf(entry: FunctionItem, { code }: Subject): Iterable<Finding> {
  const { name, nameSpan: at, returns } = entry;
  const given = givenParameters(entry, code);
  if (given.length === 0) yield { at, message: `Entry method \`${name}\` takes no input`, detail: 'no input' };
  if (code.language === 'javascript') return;
  for (const parameter of given.filter(({ annotation }) => annotation === undefined)) {
    const message = `Input \`${parameter.name}\` of entry method \`${name}\` has no type`;
    yield { at: { start: parameter.start, end: parameter.end }, message, detail: 'untyped input' };
  }
  if (returns === undefined)
    yield { at, message: `Entry method \`${name}\` does not say what it returns`, detail: 'no return type' };
}

/** TypeScript says so by the type of the result. */
function* notAsync(entry: FunctionItem, node: NodeClass, { nodeType }: Subject): Iterable<Finding> {
  const { name, nameSpan: at, async } = entry;
  if (async || !ASYNC_ENTRIES.has(name)) return;
  const kind = node.kindByName ?? node.kindByBase ?? nodeType;
  const pure = kind !== undefined && PURE_KINDS.has(kind);
  yield {
    at,
    message: `Entry method \`${name}\` is not async`,
    detail: 'not async',
    ...(pure ? { severity: 'info' } : {}),
  };
}
