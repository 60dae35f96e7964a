import { around, type CallItem, type ClassItem, lastName } from '#code-model';
import { type Finding, levels, type Rule, type Subject } from '../rule';
import { callsNamed } from './calls';
import { directCalls, publishingHandlers } from './dispatch';
import { fullName, moduleAround } from './imported-names';
import { monoliths } from './monoliths';
import { isOnexFile } from './nodes';
import { OUTSIDE } from './outside/outside';
import { ORCHESTRATOR_KIND, scopeOf } from './scope';
import { shownPath } from './shown-path';
import { isSql } from './sql';

/** Orchestrators decide what happens next, and leave doing, remembering and computing to others. */
export const ORCHESTRATORS: readonly Rule[] = [
  {
    id: 'ORC-001',
    title: 'An orchestrator returns a result',
    dimension: 'compliance',
    severity: levels('W/E'),
    hint: 'emit events and intents; only computes return results',
    source: 'omnibase_core docs/patterns/ANTI_PATTERNS.md 3: ModelHandlerOutput refuses it when it runs',
    check: results,
  },
  {
    id: 'ORC-002',
    title: 'An orchestrator keeps a state machine',
    dimension: 'compliance',
    severity: levels('W/E'),
    hint: 'move states and transitions to a reducer',
    source: 'omnibase_infra validator_no_orchestrator_fsm.py (ARCH-003): methods, class attributes and members by name',
    check: stateMachines,
  },
  {
    id: 'ORC-003',
    title: 'An orchestrator talks to a database',
    dimension: 'compliance',
    severity: levels('W/E'),
    hint: 'leave reading and writing to an effect',
    source:
      'omniclaude scripts/validation/validate_no_db_in_orchestrator.py: clients that are imported, SQL statements, and rows that are fetched',
    check: databases,
  },
  {
    id: 'ORC-005',
    title: 'A handler is called directly',
    dimension: 'compliance',
    severity: levels('W/W'),
    hint: 'let the runtime dispatch the event to its handler',
    source: 'omnibase_infra validator_no_direct_dispatch.py (ARCH-001). Of TypeScript in files of nodes only',
    check: directCalls,
  },
  {
    id: 'ORC-006',
    title: 'A handler publishes events',
    dimension: 'compliance',
    severity: levels('W/W'),
    hint: 'return the events; the orchestrator or the runtime publishes them',
    source:
      'omnibase_infra validator_no_handler_publishing.py (ARCH-002). Of TypeScript classes called Handler…, others in files of nodes only',
    check: publishingHandlers,
  },
  {
    id: 'ORC-007',
    title: 'An orchestrator does everything by itself',
    dimension: 'compliance',
    severity: levels('i/W'),
    hint: 'give each step a handler of its own and the order to the workflow',
    source:
      'omnibase_infra validator_orchestration_monolith.py (ARCH-004 B): more than 400 lines in a class, or more than 15 branches in a method',
    check: monoliths,
  },
];

const OUTPUTS = ['for_orchestrator', 'forOrchestrator', 'ModelHandlerOutput'];

function* results(subject: Subject): Iterable<Finding> {
  const scope = scopeOf(subject, ORCHESTRATOR_KIND);
  for (const { call } of callsNamed(subject, OUTPUTS)) {
    const name = lastName(call.callee);
    if (!setsResult(call) || (name === 'ModelHandlerOutput' && !scope.has(call))) continue;
    yield { at: call, message: `\`${name}\` is given a result` };
  }
}

function setsResult({ arguments: given }: CallItem): boolean {
  return given.some(({ name, value }) => name === 'result' && value.kind !== 'none');
}

const MACHINE_CONSTANT = /^#?(?:ALLOWED_TRANSITIONS|FSM|STATE_MACHINE|STATES|STATE_\w+|TRANSITIONS)$/;
const MACHINE_MEMBER =
  /^self\.(?:[_#](?:current_state|current_step|fsm_state|state|workflow_state)|[_#]?(?:currentState|currentStep|fsmState|workflowState))$/;
const MACHINE_METHOD =
  /^(?:apply_?[tT]ransition|can_?[tT]ransition|get_?[cC]urrent_?[sS]tate|set_?[sS]tate|transition)$/;

function* stateMachines(subject: Subject): Iterable<Finding> {
  const classes = orchestratorsOf(subject);
  const message = (item: ClassItem, what: string): string => `The orchestrator \`${item.name}\` has ${what}`;
  for (const item of classes) {
    for (const child of item.children) {
      if (child.kind === 'function' && MACHINE_METHOD.test(child.name)) {
        yield { at: child.nameSpan, message: message(item, `the method \`${child.name}\` of a state machine`) };
      } else if (child.kind === 'assign') {
        const name = child.targets.find((target) => MACHINE_CONSTANT.test(target));
        if (name !== undefined) yield { at: child, message: message(item, `the states \`${name}\``) };
      }
    }
  }
  if (classes.size === 0) return;
  for (const assign of subject.code.all('assign')) {
    const name = assign.targets.find((target) => MACHINE_MEMBER.test(target));
    const item = name === undefined ? undefined : around(assign, 'class');
    if (name === undefined || item === undefined || !classes.has(item)) continue;
    yield { at: assign, message: message(item, `the state \`${shownPath(name, subject.code)}\``) };
  }
}

/** Classes named as orchestrators, handlers of orchestrators among them, and node classes that are some. */
function orchestratorsOf(subject: Subject): Set<ClassItem> {
  const named = (isOnexFile(subject) ? subject.code.all('class') : []).filter(
    ({ name }) => /Orchestrator/.test(name) && !/Reducer|^(?:Model|Enum|Protocol|Test)(?=[A-Z])/.test(name),
  );
  return new Set([...named, ...scopeOf(subject, ORCHESTRATOR_KIND).classes.map(({ item }) => item)]);
}

function* databases(subject: Subject): Iterable<Finding> {
  const { databases: modules, databaseNames, rows } = OUTSIDE[subject.code.language];
  const scope = scopeOf(subject, ORCHESTRATOR_KIND);
  for (const item of scope.imports()) {
    const path = item.name === undefined ? item.module : fullName(item);
    const module = item.level > 0 ? undefined : moduleAround(path, modules);
    if (module === undefined && !databaseNames.test(lastName(path))) continue;
    yield { at: item, message: `\`${module ?? lastName(path)}\` is imported by an orchestrator`, detail: 'import' };
  }
  for (const item of scope.all('string')) {
    if (item.docstring || !isSql(item.text)) continue;
    yield { at: item, message: 'An SQL statement stands in an orchestrator', detail: 'statement' };
  }
  for (const { call } of callsNamed(subject, rows)) {
    if (!call.callee.includes('.') || !scope.has(call)) continue;
    yield { at: call, message: `\`${call.callee}\` fetches rows in an orchestrator`, detail: 'fetch' };
  }
}
