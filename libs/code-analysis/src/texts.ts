import type { Argument, CallItem, Item } from '#code-model';
import type { Reading } from './reading';
import type { Scope } from './survey';

const MAX_TEXTS = 12;

/** The texts an argument may have: its literal, with `{}` for what is filled in, or those of the constant it names. */
export function textsOf({ bindings }: Reading, call: CallItem, { value }: Argument, scope: Scope): readonly string[] {
  if (value.text !== undefined) return [value.text];
  if (value.kind === 'name') return bindings.textsOf(value.path, scope);
  return stringsInside(call, value.start, value.end);
}

/** Literals that start inside a part of a call. */
function stringsInside(call: CallItem, start: number, end: number): string[] {
  const found: string[] = [];
  const look = (item: Item): void => {
    for (const child of item.children) {
      if (child.end <= start || child.start >= end || found.length >= MAX_TEXTS) continue;
      if (child.kind === 'string') found.push(child.text);
      else look(child);
    }
  };
  look(call);
  return found;
}
