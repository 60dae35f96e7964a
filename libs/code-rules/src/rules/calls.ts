import { type CallItem, lastName } from '#code-model';
import type { Subject } from '../rule';
import { isGlobal } from './globals';
import { resolved } from './imported-names';

/** A call, and what it calls as far as the imports say. */
export interface Called {
  readonly call: CallItem;
  /** Full path of what was imported, or a plain or global name; empty where the callee belongs to a variable. */
  readonly path: string;
}

interface Calls {
  readonly byName: ReadonlyMap<string, readonly Called[]>;
  readonly known: readonly Called[];
}

const CALLS = new WeakMap<Subject, Calls>();

function callsOf(subject: Subject): Calls {
  const known = CALLS.get(subject);
  if (known !== undefined) return known;
  const byName = new Map<string, Called[]>();
  const found: Called[] = [];
  for (const call of subject.code.all('call')) {
    const path = resolved(subject, call.callee);
    const called = { call, path };
    const name = lastName(path === '' ? call.callee : path);
    const others = byName.get(name);
    if (others === undefined) byName.set(name, [called]);
    else others.push(called);
    if (path.includes('.') || isGlobal(subject.code, path)) found.push(called);
  }
  const calls = { byName, known: found };
  CALLS.set(subject, calls);
  return calls;
}

/** The calls of functions and methods of these names, whatever they were imported as; grouped by name. */
export function callsNamed(subject: Subject, names: Iterable<string>): Called[] {
  const { byName } = callsOf(subject);
  return [...names].flatMap((name) => byName.get(name) ?? []);
}

/** The calls of what is imported or defined by the language, as far as that can be told; in source order. */
export function knownCalls(subject: Subject): readonly Called[] {
  return callsOf(subject).known;
}
