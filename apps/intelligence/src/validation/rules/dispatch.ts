import { around, lastName, type Code } from '../../code/code';
import type { CallItem, ClassItem } from '../../code/items';
import type { Finding, Subject } from '../rule';
import { callsNamed } from './calls';

const HANDLER_NAME = /handler/i;
const HANDLER_CLASS = /Handler/;

/** Calls of `handle` on a handler, by its name, its class or what was assigned to the name before. */
export function* directCalls(subject: Subject): Iterable<Finding> {
  const calls = callsNamed(subject, ['handle']);
  if (calls.length === 0) return;
  const handlers = handlerVariables(subject.code);
  for (const { call } of calls) {
    if (!call.callee.endsWith('.handle') || !isHandler(call, handlers)) continue;
    yield { at: call, message: `\`${call.callee}\` is called past the runtime` };
  }
}

/** Names that hold a new handler. */
function handlerVariables(code: Code): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { targets, value } of code.all('assign')) {
    if (value?.kind === 'call' && HANDLER_CLASS.test(lastName(value.path))) for (const name of targets) names.add(name);
  }
  return names;
}

function isHandler({ callee }: CallItem, handlers: ReadonlySet<string>): boolean {
  const receiver = callee.slice(0, -'.handle'.length);
  if (receiver === 'self' || receiver === 'super()') return false;
  return handlers.has(receiver) || HANDLER_NAME.test(lastName(receiver));
}

const BUS = /^(?:bus|event_bus|publisher)$/;
const PUBLISHES = ['emit', 'publish', 'send_event'];

/** Handlers that are given a bus, or publish on one. */
export function* publishingHandlers(subject: Subject): Iterable<Finding> {
  for (const item of subject.code.all('class')) {
    if (isHandlerClass(item)) yield* buses(item);
  }
  for (const { call } of callsNamed(subject, PUBLISHES)) {
    const owner = around(call, 'class');
    if (!call.callee.includes('.') || owner === undefined || !isHandlerClass(owner)) continue;
    yield { at: call, message: `The handler \`${owner.name}\` calls \`${call.callee}\``, detail: 'publish' };
  }
}

function isHandlerClass({ name }: ClassItem): boolean {
  return HANDLER_CLASS.test(name) && !/Orchestrator|^(?:Model|Enum|Protocol|Test|Mixin)(?=[A-Z])/.test(name);
}

function* buses({ name: owner, children }: ClassItem): Iterable<Finding> {
  for (const child of children) {
    if (child.kind !== 'function' || child.name !== '__init__') continue;
    for (const parameter of child.parameters) {
      if (!BUS.test(parameter.name)) continue;
      const message = `The handler \`${owner}\` is given the bus \`${parameter.name}\``;
      yield { at: { start: parameter.start, end: parameter.end }, message, detail: 'bus' };
    }
  }
}
