import { NODE_TYPES, type NodeType } from '#contracts';
import { around, type CallItem, isStandIn, kindOfPath, type NodeClass } from '#code-model';
import { type Finding, levels, type Rule, type Subject } from '../rule';
import { nodesOf } from './nodes';

/** What the kinds of a node class say about each other and about the request. */
export const NODE_TYPE: readonly Rule[] = [
  {
    id: 'TYP-001',
    title: 'Kind in the name is not the kind of the node',
    dimension: 'compliance',
    severity: levels('E/E'),
    hint: 'let the suffix of the class name the kind that was asked for and that the code implements',
    source: 'omninode generator and omniarchon phase3_validation fixtures',
    *check(subject) {
      yield* namesOfOtherKinds(subject);
      yield* contractsOfOtherKinds(subject);
    },
  },
  {
    id: 'TYP-002',
    title: 'Base class of another kind of node',
    dimension: 'compliance',
    severity: levels('E/E'),
    hint: 'inherit the base class of the kind that was asked for and that the name says',
    source: 'omnibase_core nodes; classes found upstream whose base contradicts their contract',
    check: basesOfOtherKinds,
  },
];

function* namesOfOtherKinds(subject: Subject): Iterable<Finding> {
  const nodes = named(subject);
  const asked = askedKind(subject, nodes);
  for (const node of nodes) {
    const { item, kindByName } = node;
    const [kind, evidence] = asked === undefined ? ownKind(node, subject) : [asked, REQUEST];
    if (kindByName === undefined || kind === undefined || kind === kindByName) continue;
    yield { at: item.nameSpan, message: `\`${item.name}\` is named ${kindByName}, but ${evidence} ${kind}` };
  }
}

function* basesOfOtherKinds(subject: Subject): Iterable<Finding> {
  const nodes = named(subject);
  const asked = askedKind(subject, nodes);
  for (const { item, kindByBase, kindByName } of nodes) {
    const kind = asked ?? kindByName;
    if (kindByBase === undefined || kind === undefined || kind === kindByBase) continue;
    const evidence = asked === undefined ? 'its name says' : REQUEST;
    yield { at: item.nameSpan, message: `\`${item.name}\` inherits a base for ${kindByBase}, but ${evidence} ${kind}` };
  }
}

const REQUEST = 'the request asks for';

function named(subject: Subject): NodeClass[] {
  return nodesOf(subject).filter(({ certain, item }) => certain && !isStandIn(item.name));
}

/**
 * The requested kind, unless one of several classes of the file has it: then the others are further nodes, and only
 * what they say of themselves counts.
 */
function askedKind({ nodeType }: Subject, nodes: readonly NodeClass[]): NodeType | undefined {
  const found = nodes.length > 1 && nodes.some((node) => (node.kindByName ?? node.kindByBase) === nodeType);
  return found ? undefined : nodeType;
}

/** What a class says it is, apart from its name and base. */
function ownKind(
  { kindByMarker, kindByEntry }: NodeClass,
  subject: Subject,
): readonly [kind: NodeType | undefined, evidence: string] {
  if (kindByMarker !== undefined) return [kindByMarker, 'its `__onex_node_type__` says'];
  if (kindByEntry !== undefined) return [kindByEntry, 'its entry method is that of'];
  const { filePath } = subject;
  const alone = nodesOf(subject).length === 1 && filePath !== undefined;
  return [alone ? kindOfPath(filePath) : undefined, 'its file is that of'];
}

const CONTRACT = /^ModelContract(Effect|Compute|Reducer|Orchestrator)?/;
/** `name, version, description, node_type` of `ModelContractBase`. */
const NODE_TYPE_PARAMETER = { name: 'node_type', position: 3 };

const BASE_CALLS: ReadonlySet<string> = new Set(['super().__init__', 'super']);

function* contractsOfOtherKinds({ code }: Subject): Iterable<Finding> {
  if (!code.all('class').some(({ name }) => CONTRACT.test(name))) return;
  for (const call of code.all('call')) {
    const owner = BASE_CALLS.has(call.callee) ? around(call, 'class') : undefined;
    const found = owner === undefined ? null : CONTRACT.exec(owner.name);
    const value = passedNodeType(call);
    if (owner === undefined || found === null || value?.text === undefined) continue;
    const given = value.text.toLowerCase();
    const own = found[1]?.toLowerCase();
    const fits = own === undefined ? NODE_TYPES.some((kind) => given.startsWith(kind)) : given.startsWith(own);
    if (!fits)
      yield { at: value, message: `Contract class \`${owner.name}\` declares the node type \`${value.text}\`` };
  }
}

function passedNodeType(call: CallItem): CallItem['arguments'][number]['value'] | undefined {
  const byName = call.arguments.find(({ name }) => name === NODE_TYPE_PARAMETER.name);
  const byPlace = call.arguments.filter(({ name }) => name === '')[NODE_TYPE_PARAMETER.position];
  return (byName ?? byPlace)?.value;
}
