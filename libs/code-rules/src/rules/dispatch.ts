import { around, type CallItem, type ClassItem, type Code, isConstructor, lastName } from '#code-model';
import type { Finding, Subject } from '../rule';
import { callsNamed } from './calls';
import { isOnexFile } from './nodes';
import { shownPath } from './shown-path';

const HANDLER_NAME = /handler/i;
const HANDLER_CLASS = /Handler/;

/** Calls of `handle` on a handler, by its name, its class or what was assigned to the name before. */
export function* directCalls(subject: Subject): Iterable<Finding> {
  const calls = callsNamed(subject, ['handle']);
  if (calls.length === 0 || !isOnexFile(subject)) return;
  const handlers = handlerVariables(subject.code);
  for (const { call } of calls) {
    if (!call.callee.endsWith('.handle') || !isHandler(call, handlers)) continue;
    yield { at: call, message: `\`${shownPath(call.callee, subject.code)}\` is called past the runtime` };
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

const BUS = /^(?:bus|event_bus|eventBus|publisher)$/;
const PUBLISHES = ['emit', 'publish', 'send_event', 'sendEvent'];

/** Handlers that are given a bus, or publish on one. */
export function* publishingHandlers(subject: Subject): Iterable<Finding> {
  const isOnex = isOnexFile(subject);
  for (const item of subject.code.all('class')) {
    if (isHandlerClass(item, isOnex)) yield* buses(item);
  }
  for (const { call } of callsNamed(subject, PUBLISHES)) {
    const owner = around(call, 'class');
    if (!call.callee.includes('.') || owner === undefined || !isHandlerClass(owner, isOnex)) continue;
    yield {
      at: call,
      message: `The handler \`${owner.name}\` calls \`${shownPath(call.callee, subject.code)}\``,
      detail: 'publish',
    };
  }
}

/** In other files only what upstream would call a handler. */
function isHandlerClass({ name }: ClassItem, isOnex: boolean): boolean {
  if (!isOnex && !/^Handler[A-Z]/.test(name)) return false;
  return HANDLER_CLASS.test(name) && !/Orchestrator|^(?:Model|Enum|Protocol|Test|Mixin)(?=[A-Z])/.test(name);
}

function* buses({ name: owner, children }: ClassItem): Iterable<Finding> {
  for (const child of children) {
    if (child.kind !== 'function' || !isConstructor(child)) continue;
    for (const parameter of child.parameters) {
      if (!BUS.test(parameter.name)) continue;
      const message = `The handler \`${owner}\` is given the bus \`${parameter.name}\``;
      yield { at: { start: parameter.start, end: parameter.end }, message, detail: 'bus' };
    }
  }
}
