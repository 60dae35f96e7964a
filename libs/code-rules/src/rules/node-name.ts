import type { NodeType } from '#contracts';
import {
  type ClassItem,
  isData,
  isExemptNode,
  methodsOf,
  type NodeClass,
  playsOtherRole,
  SUFFIXES,
  takesContainer,
} from '#code-model';
import type { Finding, Subject } from '../rule';
import { nodesOf } from './nodes';

const NODE_NAME = /^Node[A-Z][A-Za-z0-9]*(?:Effect|Compute|Reducer|Orchestrator)$/;
const NODE_FILE = /(?:^|\/)node(?:_\w+)?\.py$|(?:^|[./])node(?:[-_][\w-]+)?\.[cm]?[jt]sx?$/;
const OTHER_FILE =
  /(?:^|[./])(?:handlers?|models?|enums?|protocols?|services?|mixins?|adapters?|tests?)(?:\/|_\w*\.py$|\.py$|\.[cm]?[jt]sx?$)/;
/** Entry methods that hardly anything but a node or a handler has. */
const TELLING_ENTRIES: ReadonlySet<string> = new Set(['process', 'execute', 'compute', 'reduce', 'orchestrate']);

/** Node classes that are not called `Node<Name><Kind>`, and the class that must be the node that was asked for. */
export function* misnamedNodes(subject: Subject): Iterable<Finding> {
  for (const node of nodesOf(subject)) {
    if (NODE_NAME.test(node.item.name) || isExemptNode(node.item.name)) continue;
    const doubt = doubtOf(node, subject);
    if (doubt !== 'too much') yield finding(node.item, doubt === 'none', node.kindByBase ?? subject.nodeType);
  }
  if (subject.nodes.length === 0 && subject.nodeType !== undefined) yield* unnamedNode(subject, subject.nodeType);
}

/** How sure it is that the class is a node: a name alone is not enough to refuse the code. */
function doubtOf(node: NodeClass, { nodeType }: Subject): 'none' | 'some' | 'too much' {
  const { hasNodeBase, kindByEntry, kindByMarker, kindByName, methods, certain, item } = node;
  if (hasNodeBase || kindByEntry !== undefined || kindByMarker !== undefined) return 'none';
  if (kindByName !== undefined && (certain || methods.some(takesContainer))) return 'none';
  if (certain) return 'some';
  const asked = nodeType !== undefined && kindByName === nodeType && item.parent?.kind === 'module';
  return asked || node.entries.length > 0 ? 'some' : 'too much';
}

function finding({ name, nameSpan }: ClassItem, sure: boolean, kind: NodeType | undefined): Finding {
  const [detail, what] = flaw(name);
  const suffix = kind === undefined ? '<Kind>' : SUFFIXES[kind];
  return {
    at: nameSpan,
    message: `Node class \`${name}\` ${what}; node classes are called \`Node<Name>${suffix}\``,
    detail,
    ...(sure ? {} : { severity: 'warning' }),
  };
}

function flaw(name: string): readonly [detail: string, what: string] {
  if (!/^[A-Z][A-Za-z0-9]*$/.test(name)) return ['case', 'is not in PascalCase'];
  if (!/^Node[A-Z]/.test(name)) return ['prefix', 'does not start with `Node`'];
  return ['suffix', 'does not end with the kind of node'];
}

/** The one class of a file without any node that works like one. */
function* unnamedNode({ code, filePath }: Subject, kind: NodeType): Iterable<Finding> {
  const inNodeFile = filePath !== undefined && NODE_FILE.test(filePath);
  if (filePath !== undefined && !inNodeFile && OTHER_FILE.test(filePath)) return;
  const likely = code.all('class').filter((item) => worksLikeNode(item));
  const [only] = likely;
  if (only !== undefined && likely.length === 1) yield finding(only, inNodeFile, kind);
}

function worksLikeNode(item: ClassItem): boolean {
  if (item.parent?.kind !== 'module') return false;
  if (playsOtherRole(item.name) || isExemptNode(item.name) || isData(item)) return false;
  return methodsOf(item).some((method) => TELLING_ENTRIES.has(method.name) || takesContainer(method));
}
