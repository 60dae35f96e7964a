import { type CallItem, lastName } from '#code-model';
import { receiverOf } from './names';
import type { Reading } from './reading';
import type { Scope, Sited } from './survey';

/** What a call calls: a definition of the source, or something imported by its dotted path. */
export type Called =
  | { readonly kind: 'inside'; readonly scope: Scope; readonly confidence: number }
  | { readonly kind: 'outside'; readonly path: string };

const SELF = /^(?:self|this|cls)$/;

/** Resolves the callee of a call; undefined for builtins and for whatever only running would tell. */
export function calledBy(reading: Reading, { item, scope }: Sited<CallItem>): Called | undefined {
  const known = reading.called.get(item);
  if (known !== undefined) return known.called;
  const called = resolve(reading, item.callee, scope);
  reading.called.set(item, { called });
  return called;
}

function resolve({ names, bindings, survey }: Reading, callee: string, scope: Scope): Called | undefined {
  const receiver = receiverOf(callee);
  const name = lastName(callee);
  const method = (owner: Scope | undefined, confidence: number): Called | undefined => {
    const found = owner === undefined ? undefined : names.method(owner, name);
    return found && { kind: 'inside', scope: found, confidence };
  };
  if (SELF.test(receiver)) return method(scope.owner, 1);
  if (receiver === 'super()' && scope.owner !== undefined) {
    return names
      .basesOf(scope.owner)
      .map((base) => method(base, 1))
      .find((found) => found !== undefined);
  }
  const inside = names.definition(callee, scope);
  if (inside !== undefined) return { kind: 'inside', scope: inside, confidence: 1 };
  const type = receiver === '' ? undefined : typeOfReceiver(bindings.typeOf(receiver, scope), receiver);
  if (type !== undefined) {
    const owner = survey.scopes.get(type);
    return owner === undefined ? { kind: 'outside', path: `${type}.${name}` } : method(owner, 0.9);
  }
  const path = names.importedAs(callee);
  return path === undefined ? undefined : { kind: 'outside', path };
}

/** `Client().get`: what is called on a new instance. */
function typeOfReceiver(bound: string | undefined, receiver: string): string | undefined {
  return bound ?? (/^[A-Z]\w*\(\)$/.test(receiver) ? receiver.slice(0, -2) : undefined);
}
