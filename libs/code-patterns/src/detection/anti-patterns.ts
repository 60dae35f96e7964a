import { type ClassItem, isData, isExemptNode, type Item, type Kind } from '#code-model';
import { RULE_OF_ID } from '#code-rules';
import { startOf } from './common';
import type { Facts } from './facts';
import { feature, sign, type Detector, type Feature, type Sign } from './feature';
import { byScope, scopeOf } from './scopes';

/** What validation rules find, so that a mistake is defined once; only of the given detail if one is given. */
function rules(
  strength: number,
  seen: string,
  ids: readonly string[],
  concerns: (facts: Facts) => boolean,
  detail?: string,
): Feature {
  return feature(strength, seen, (facts) => (concerns(facts) ? ruleSigns(facts, ids, detail) : []));
}

/** What the rules are about; where there is none of it they need not look. */
const hasNodes = ({ subject }: Facts): boolean => subject.nodes.length > 0;
const isPure = ({ subject }: Facts): boolean => subject.pure;
const hasHandlers = ({ code }: Facts): boolean => code.all('handler').length > 0;
const orchestrates = (facts: Facts): boolean =>
  facts.subject.kinds.has('orchestrator') || facts.named('orchestrator', 'class').length > 0;
const callsHandle = (facts: Facts): boolean => facts.calls(['handle']).length > 0;

function* ruleSigns(facts: Facts, ids: readonly string[], detail?: string): Iterable<Sign> {
  for (const id of ids) {
    for (const finding of RULE_OF_ID.get(id)?.check?.(facts.subject) ?? []) {
      if (detail === undefined || finding.detail === detail) yield sign(finding.at, finding.message);
    }
  }
}

const MANY_METHODS = 15;
const MANY_LINES = 400;
const MANY_BRANCHES = 15;
const MANY_SERVICES = 8;
const BRANCHES: readonly Kind[] = ['if', 'elif', 'case', 'loop', 'handler', 'ternary', 'comprehension'];

function* classes(facts: Facts): Iterable<ClassItem> {
  for (const item of facts.code.all('class')) if (!isData(item) && !item.name.startsWith('Test')) yield item;
}

function* manyMethods(facts: Facts): Iterable<Sign> {
  for (const item of classes(facts)) {
    const { length } = item.children.filter(({ kind }) => kind === 'function');
    if (length > MANY_METHODS) yield sign(item.nameSpan, `${item.name} has ${length} methods`);
  }
}

function* manyLines(facts: Facts): Iterable<Sign> {
  for (const item of classes(facts)) {
    const { line, endLine } = facts.code.place(item);
    if (endLine - line + 1 > MANY_LINES) yield sign(item.nameSpan, `${item.name} has ${endLine - line + 1} lines`);
  }
}

function* manyBranches(facts: Facts): Iterable<Sign> {
  for (const [scope, items] of byScope(branches(facts))) {
    if (scope.kind === 'function' && items.length > MANY_BRANCHES)
      yield sign(scope.nameSpan, `${scope.name} has ${items.length} branches`);
  }
}

function branches(facts: Facts): Item[] {
  return BRANCHES.flatMap((kind) => facts.code.all(kind) as readonly Item[]);
}

/** Distinct members a constructor keeps. */
function* manyServices(facts: Facts): Iterable<Sign> {
  for (const [scope, items] of byScope(facts.calls(['get_service', 'getService', 'resolve']))) {
    if (items.length > MANY_SERVICES && scope.kind === 'function')
      yield sign(scope.nameSpan, `${items.length} services`);
  }
}

/** Branches in the methods of a node that make it more than a shell. */
const LOGIC = 8;

function* logic(facts: Facts): Iterable<Sign> {
  const nodes = new Set<Item>(
    facts.subject.nodes.filter(({ certain, item }) => certain && !isExemptNode(item.name)).map(({ item }) => item),
  );
  if (nodes.size === 0) return;
  const counts = new Map<Item, number>();
  for (const branch of branches(facts)) {
    const owner = scopeOf(branch).parent;
    if (owner !== undefined && nodes.has(owner)) counts.set(owner, (counts.get(owner) ?? 0) + 1);
  }
  for (const [item, count] of counts)
    if (count > LOGIC && item.kind === 'class') yield sign(item.nameSpan, `${item.name} decides ${count} times`);
}

function* helpers(facts: Facts): Iterable<Sign> {
  for (const { certain, item, methods, entries } of facts.subject.nodes) {
    if (!certain || isExemptNode(item.name)) continue;
    const own = methods.filter(
      (method) =>
        !entries.includes(method) &&
        !/^__|^(?:initialize|shutdown|cleanup|start|stop|close|health_check)/.test(method.name),
    );
    if (own.length >= 3) for (const method of own) yield sign(method.nameSpan, `${method.name} in the node`);
  }
}

/** Python makes a default once; other languages make one at every call. */
function* sharedDefaults(facts: Facts): Iterable<Sign> {
  if (facts.code.language !== 'python') return;
  for (const { parameters } of facts.code.all('function')) {
    for (const parameter of parameters) {
      const kind = parameter.default?.kind;
      if (kind === 'list' || kind === 'dict' || kind === 'set')
        yield sign(startOf(parameter), `${parameter.name} is shared between calls`);
    }
  }
}

/** What to keep away from. Reported by the same confidence as patterns. */
export const ANTI_PATTERN_DETECTORS: readonly Detector[] = [
  {
    id: 'god-class',
    features: [
      feature(0.4, `a class with more than ${MANY_METHODS} methods`, manyMethods),
      feature(0.4, `a class of more than ${MANY_LINES} lines`, manyLines),
      feature(0.3, `a function with more than ${MANY_BRANCHES} branches`, manyBranches),
      feature(0.3, `a constructor that asks for more than ${MANY_SERVICES} services`, manyServices),
    ],
  },
  {
    id: 'business-logic-in-node',
    features: [
      feature(0.5, `more than ${LOGIC} branches in the methods of a node`, logic),
      feature(0.3, 'three or more methods of a node beside its entry and its life cycle', helpers),
      rules(0.5, 'handlers that are called directly (ORC-005)', ['ORC-005'], callsHandle),
    ],
  },
  {
    id: 'manual-wiring',
    features: [
      rules(0.6, 'a client, connection or pool made inside a node (CTR-004)', ['CTR-004'], hasNodes),
      rules(0.4, 'a constructor without the container (CTR-001)', ['CTR-001'], hasNodes),
      rules(0.3, 'a constructor that does not call that of the base (CTR-002)', ['CTR-002'], hasNodes),
    ],
  },
  {
    id: 'swallowed-errors',
    features: [
      rules(0.8, 'a handler of everything that does nothing (ERR-002)', ['ERR-002'], hasHandlers),
      rules(0.5, 'a handler of everything that only logs (ERR-003)', ['ERR-003'], hasHandlers),
      feature(0.4, 'a handler without a class of errors (ERR-001)', (facts) =>
        facts.code.language !== 'python'
          ? []
          : facts.code
              .all('handler')
              .flatMap((item) => (item.types.length === 0 ? [sign(startOf(item), 'catches everything')] : [])),
      ),
    ],
  },
  {
    id: 'shared-mutable-state',
    features: [
      rules(0.7, 'a mutable value on the class of a pure node (PUR-005)', ['PUR-005'], isPure),
      rules(0.5, 'a pure node that changes its members (PUR-006)', ['PUR-006'], isPure, 'state'),
      feature(0.6, 'a mutable default of a parameter (SEM-003)', sharedDefaults),
    ],
  },
  {
    id: 'io-in-compute',
    features: [
      rules(
        0.6,
        'a library of networks, databases or processes imported by a pure node (PUR-001)',
        ['PUR-001'],
        isPure,
      ),
      rules(0.5, 'files touched by a pure node (PUR-002)', ['PUR-002'], isPure),
      rules(
        0.6,
        'clients called, events published by a pure node (PUR-004, PUR-007, RED-001)',
        ['PUR-004', 'PUR-007', 'RED-001'],
        isPure,
      ),
      rules(
        0.35,
        'the environment, the clock or chance asked by a pure node (PUR-003, PUR-010)',
        ['PUR-003', 'PUR-010'],
        isPure,
      ),
    ],
  },
  {
    id: 'orchestrator-result',
    features: [
      rules(0.7, 'result= in the output of an orchestrator (ORC-001)', ['ORC-001'], orchestrates),
      rules(0.5, 'a state machine in an orchestrator (ORC-002)', ['ORC-002'], orchestrates),
      rules(0.6, 'a database in an orchestrator (ORC-003)', ['ORC-003'], orchestrates),
    ],
  },
];
