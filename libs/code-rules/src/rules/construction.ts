import {
  around,
  type ClassItem,
  type FunctionItem,
  isConstructor,
  isExemptNode,
  lastName,
  type NodeClass,
  runsIn,
  takesContainer,
  within,
} from '#code-model';
import { type Finding, levels, type Rule, type Subject } from '../rule';
import { nodesOf } from './nodes';
import { perLanguage } from './per-language';
import { pythonOnly } from './python-only';

/** How nodes are constructed: everything they need comes from the container. */
export const CONSTRUCTION: readonly Rule[] = [
  {
    id: 'CTR-001',
    title: 'Constructor without the container',
    dimension: 'compliance',
    severity: levels('W/E'),
    hint: 'take the container as a parameter of the constructor: container: ModelONEXContainer',
    source:
      'omnibase_core docs/patterns/ANTI_PATTERNS.md 2 and 4. Of TypeScript not where a decorator has the parts injected',
    check: withoutContainer,
  },
  {
    id: 'CTR-002',
    title: 'Constructor that does not call the one of its base',
    dimension: 'compliance',
    severity: levels('W/E'),
    hint: 'call super().__init__(container) first',
    source: 'omnibase_core docs/patterns/ANTI_PATTERNS.md 4',
    check: pythonOnly(withoutSuper),
  },
  {
    id: 'CTR-003',
    title: 'ModelContainer where the container is meant',
    dimension: 'compliance',
    severity: levels('W/W'),
    hint: 'annotate the container with ModelONEXContainer; ModelContainer wraps a single value',
    source: 'omnibase_core docs/patterns/ANTI_PATTERNS.md 2',
    check: wrongContainers,
  },
  {
    id: 'CTR-004',
    title: 'Client or connection made inside a node',
    dimension: 'compliance',
    severity: levels('W/W'),
    hint: 'ask the container for it: container.get_service(...)',
    source: 'omniarchon comprehensive scorer; omnibase_core docs/patterns/ANTI_PATTERNS.md',
    check: ownClients,
  },
];

interface Constructed {
  readonly node: NodeClass;
  readonly init: FunctionItem;
}

function constructed(subject: Subject): Constructed[] {
  return nodesOf(subject).flatMap((node) => {
    const init = node.certain ? node.methods.find(isConstructor) : undefined;
    return init === undefined || isExemptNode(node.item.name) ? [] : [{ node, init }];
  });
}

function* withoutContainer(subject: Subject): Iterable<Finding> {
  for (const { node, init } of constructed(subject)) {
    if (takesContainer(init) || init.parameters.some(({ spread }) => spread !== undefined)) continue;
    if (isInjected(node, subject)) continue;
    const end = init.parameters.at(-1)?.end ?? init.nameSpan.end;
    const at = { start: init.nameSpan.start, end };
    yield { at, message: `The constructor of \`${node.item.name}\` does not take the container` };
  }
}

/** A container that works by decorators hands in the parts one by one. */
function isInjected({ item }: NodeClass, { code }: Subject): boolean {
  return code.language !== 'python' && item.decorators.some(({ path }) => /(?:^|\.)[Ii]njectable$/.test(path));
}

const NO_CONSTRUCTOR = /^(?:object|ABC|Generic|Protocol)$/;

function* withoutSuper(subject: Subject): Iterable<Finding> {
  if (subject.declares) return;
  for (const { node, init } of constructed(subject)) {
    const inherits = node.item.bases.some((base) => !NO_CONSTRUCTOR.test(lastName(base)));
    if (!inherits || callsBase(init)) continue;
    const at = { start: init.nameSpan.start, end: init.end };
    yield { at, message: `The constructor of \`${node.item.name}\` does not call \`super().__init__\`` };
  }
}

/** `super().__init__(…)`, or `Base.__init__(self, …)`. */
function callsBase(init: FunctionItem): boolean {
  for (const item of within(init)) {
    if (item.kind === 'call' && item.callee.endsWith('.__init__') && runsIn(item, init)) return true;
  }
  return false;
}

function* wrongContainers({ code }: Subject): Iterable<Finding> {
  for (const { parameters } of code.all('function')) {
    for (const { name, annotation, start, end } of parameters) {
      if (!name.endsWith('container') || !/\bModelContainer\b/.test(annotation ?? '')) continue;
      yield { at: { start, end }, message: `\`${name}\` is annotated with the value wrapper \`ModelContainer\`` };
    }
  }
}

const CLIENT = perLanguage(
  /^(?:[A-Z]\w*)?(?:Client|Connection|Pool|Database)$/,
  /^(?:[A-Z]\w*)?(?:Client|Connection|Pool|Database)$|^(?:DataSource|IORedis|Kafka|Redis)$|^create(?:Client|Connection|Pool)$/,
);
const NO_CLIENT = /^(?:Model|Enum|Mock|Fake)(?=[A-Z])/;

function* ownClients(subject: Subject): Iterable<Finding> {
  const { code } = subject;
  const client = CLIENT[code.language];
  const classes = new Set(
    nodesOf(subject)
      .filter(({ certain }) => certain)
      .map(({ item }) => item),
  );
  if (classes.size === 0) return;
  for (const call of code.all('call')) {
    const name = lastName(call.callee);
    if (!client.test(name) || NO_CLIENT.test(name) || !isInside(call, classes)) continue;
    yield { at: call, message: `\`${name}\` is made inside the node` };
  }
}

function isInside(call: Parameters<typeof around>[0], classes: ReadonlySet<ClassItem>): boolean {
  const owner = around(call, 'class');
  return owner !== undefined && classes.has(owner);
}
