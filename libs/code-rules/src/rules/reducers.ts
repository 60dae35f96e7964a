import { type CallItem, type Item, lastName, type NodeClass, within } from '#code-model';
import { setOf } from '#text';
import { type Finding, levels, type Rule, type Subject } from '../rule';
import { callsNamed } from './calls';
import { outsideCalls } from './client-calls';
import { REDUCER_KIND, scopeOf } from './scope';
import { shownPath } from './shown-path';
import { EXECUTES, isSql } from './sql';

/** Reducers: from a state and an event to the next state and what should happen. */
export const REDUCERS: readonly Rule[] = [
  {
    id: 'RED-001',
    title: 'A reducer acts instead of returning intents',
    dimension: 'compliance',
    severity: levels('W/E'),
    hint: 'return an intent that says what should happen; an effect carries it out',
    source:
      'omnibase_core docs/patterns/ANTI_PATTERNS.md 6 and omnibase_infra mixin_execution_shape_violation_checks.py. What PUR-004 is for computes, this is for reducers: real ones write their projections themselves',
    check: actions,
  },
  {
    id: 'RED-002',
    title: 'A reducer knows no state',
    dimension: 'compliance',
    severity: levels('i/i'),
    hint: 'take the state, return the next one and the intents',
    source:
      'omniarchon fixture for a reducer without state management: no parameter, member, call or key of the class speaks of a state, a projection or an intent',
    check: withoutState,
  },
];

const ACTS = setOf(`
  dispatch dispatchEvent dispatch_event emit emitEvent emit_event produce publish publishEvent publish_event send
  sendEvent sendMessage send_event send_message`);

function* actions(subject: Subject): Iterable<Finding> {
  const scope = scopeOf(subject, REDUCER_KIND);
  const named = callsNamed(subject, new Set([...ACTS, ...EXECUTES[subject.code.language]])).map(({ call }) => call);
  for (const call of new Set([...named.filter(acts), ...outsideCalls(subject)])) {
    if (scope.has(call))
      yield { at: call, message: `The reducer calls \`${shownPath(call.callee, subject.code)}\` itself` };
  }
}

function acts({ callee, arguments: given }: CallItem): boolean {
  const method = lastName(callee);
  return method !== callee && (ACTS.has(method) || given.some(({ value }) => isSql(value.text)));
}

const STATE = /state|intent|projection|accumulat|snapshot|fsm/i;
/** Longer texts are prose. */
const LONGEST_KEY = 80;
const MANAGES_STATE = /FSM|State|Reducer(?:Declarative)?$/;

function* withoutState(subject: Subject): Iterable<Finding> {
  for (const node of scopeOf(subject, REDUCER_KIND).classes) {
    if (node.entries.length === 0 || inheritsState(node) || speaksOfState(node)) continue;
    yield { at: node.item.nameSpan, message: `\`${node.item.name}\` neither takes nor gives a state` };
  }
}

/** Bases and mixins that keep the state themselves. */
function inheritsState({ item }: NodeClass): boolean {
  return item.bases.some((base) => MANAGES_STATE.test(lastName(base)));
}

function speaksOfState({ item }: NodeClass): boolean {
  for (const inner of within(item)) if (wordsOf(inner).some((text) => STATE.test(text))) return true;
  return false;
}

function wordsOf(item: Item): readonly string[] {
  if (item.kind === 'call') return [item.callee, ...item.arguments.flatMap(({ name, value }) => [name, value.path])];
  if (item.kind === 'member') return [item.path];
  if (item.kind === 'assign') return item.targets;
  if (item.kind === 'string') return item.docstring || item.text.length > LONGEST_KEY ? [] : [item.text];
  if (item.kind !== 'function') return [];
  return [item.returns ?? '', ...item.parameters.flatMap(({ name, annotation = '' }) => [name, annotation])];
}
